package dev.factorizer.api.deconvolution;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/**
 * All that a blind deconvolution finds: the source (B, groups · source channels, S…), the filters of each sample (B, C, source
 * channels, kernel…) and the reconstruction (B, C, S…), their convolution. Inputs: {@link DeconvolutionOperand}.
 *
 * <p>With K the convolution with the filters and A its adjoint, an iteration multiplies the source by A(x) over A(K(s)), then the
 * filters by the correlation of the new source with x over that with K(s) (Lee and Seung 2001, for convolutions).
 *
 * @param settings kernel, groups, iterations
 */
public record DeconvolutionParts(Deconvolution settings) implements Composite, NamedOperands<DeconvolutionOperand> {
    @Override
    public List<DeconvolutionOperand> operands(int inputs) {
        return Operands.first(DeconvolutionOperand.class, inputs);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = DeconvolutionOperand.check(this, settings, inputs);
        return List.of(x.withShape(settings.source(x.shape())), x.withShape(filters(x.shape())), x);
    }

    /** The filters of all samples. */
    private Shape filters(Shape image) {
        return Shape.of(image.size(0)).append(settings.filter(image).sizes());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Operands<DeconvolutionOperand, Value> in = named(inputs);
        Value x = in.get(DeconvolutionOperand.X);
        Value s = in.get(DeconvolutionOperand.SOURCE).relu();
        Value h = in.get(DeconvolutionOperand.FILTER).relu();
        Shape image = x.shape();
        int groups = settings.groupsOf(image.size(1));
        if (settings.updateFilter()) {
            // Samples with filters of their own are groups of one image.
            x = joined(x);
            s = joined(s);
            h = h.broadcastTo(filters(image));
            h = h.reshape(Shape.of(image.size(0) * image.size(1)).append(settings.filter(image).range(1, image.rank()).sizes()));
            groups *= image.size(0);
        }
        ConvolutionGeometry window = settings.window(image.rank() - 2, groups);
        for (int t = 0; t < settings.iterations(); t++) {
            boolean differentiated = t >= settings.iterations() - settings.gradientIterations();
            if (settings.updateSource()) {
                Value updated = s.apply(new MultiplicativeUpdate(Deconvolution.EPSILON), adjoint(window, x, h),
                        adjoint(window, s.apply(new Convolution(window), h), h));
                s = differentiated ? updated : updated.stopGradient();
            }
            if (settings.updateFilter()) {
                Value updated = h.apply(new MultiplicativeUpdate(Deconvolution.EPSILON), correlation(window, s, x, h),
                        correlation(window, s, s.apply(new Convolution(window), h), h));
                h = differentiated ? updated : updated.stopGradient();
            }
        }
        Value reconstruction = s.apply(new Convolution(window), h).reshape(image);
        Value filters = settings.updateFilter() ? h.reshape(filters(image)) : h.broadcastTo(filters(image));
        return List.of(s.reshape(settings.source(image)), filters, reconstruction);
    }

    /** (B, C, S…) → (1, B · C, S…). */
    private static Value joined(Value image) {
        Shape shape = image.shape();
        return image.reshape(Shape.of(1, shape.size(0) * shape.size(1)).append(shape.spatial().sizes()));
    }

    /** A(image): what the filters make of a source, turned around. */
    private static Value adjoint(ConvolutionGeometry window, Value image, Value h) {
        return h.apply(new ConvolutionInputGradient(window, image.shape().spatial()), image);
    }

    /** The correlation of a source with an image, as large as the filters. */
    private static Value correlation(ConvolutionGeometry window, Value s, Value image, Value h) {
        return s.apply(new ConvolutionWeightGradient(window, h.shape().spatial()), image);
    }
}
