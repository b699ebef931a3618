package dev.factorizer.api.deconvolution;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.NamedOperands;
import dev.factorizer.api.graph.Operands;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;

/** The inputs of a deconvolution, in their order. */
public enum DeconvolutionOperand {
    /** The image (B, C, S…), nonnegative. */
    X,
    /** Where the source starts, after a ReLU (B, groups · source channels, S…). */
    SOURCE,
    /** Where the filters of all samples start, after a ReLU (C, source channels, kernel…). */
    FILTER;

    /** Checks the types of a deconvolution's inputs; gives that of the image. */
    static <O extends Operation & NamedOperands<DeconvolutionOperand>> Type check(O operation,
            Deconvolution settings, List<Type> inputs) {
        Inputs checked = Inputs.of(operation, inputs).count(values().length);
        Operands<DeconvolutionOperand, Type> in = operation.named(inputs);
        Type x = checked.rankAtLeast(in.index(X), 3);
        Shape image = x.shape();
        if (image.rank() > 5) {
            throw checked.mismatch("input has shape " + image + ", expected 1 to 3 spatial axes");
        }
        checked.shape(in.index(SOURCE), "source", settings.source(image));
        checked.shape(in.index(FILTER), "filter", settings.filter(image));
        return x;
    }
}
