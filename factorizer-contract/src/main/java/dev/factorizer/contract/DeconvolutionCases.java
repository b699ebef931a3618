package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.product;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionParts;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.deconvolution.MultiplicativeUpdate;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.contract.OperationCase.Application;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.List;

/** The blind deconvolution with each of its settings, on images of one to three axes. */
final class DeconvolutionCases {
    private static final Deconvolution PUBLISHED = Deconvolution.of(3);
    private static final Deconvolution OBLONG = new Deconvolution(List.of(1, 5, 3), Deconvolution.ONE_PER_CHANNEL, 2, 2, 2, true,
            false);

    private DeconvolutionCases() { }

    static List<OperationCase> list() {
        return List.of(
                of("multiplicativeUpdate", (d, m, n, k) -> apply(new MultiplicativeUpdate(Deconvolution.EPSILON),
                        d.positive(m, n, k), d.positive(m, n, k), d.positive(m, n, k))),
                // A factor that is 0 gets no gradient, which differences don't know.
                of("multiplicativeUpdate of empty regions", (d, m, n, k) -> apply(new MultiplicativeUpdate(Deconvolution.EPSILON),
                        d.mask(m, n, k), d.mask(m, n, k), d.positive(m, n, k))).gradients(Gradients.DEFINED),
                product("deconvolve", (d, m, n, k) -> deconvolve(PUBLISHED, d, 2, m, n, 4, k)).slack(20),
                of("deconvolve large and flat", (d, m, n, k) -> deconvolve(Deconvolution.of(7), d, 1, 2, 13 * m, 3 + k)).slack(20),
                of("deconvolve a line", (d, m, n, k) -> deconvolve(Deconvolution.of(5).withIterations(2), d, n, m, k)).slack(20),
                of("deconvolve pointwise", (d, m, n, k) -> deconvolve(Deconvolution.of(1).withGroups(2), d, n, 2 * m, 3, k)).slack(20),
                of("deconvolve along each axis", (d, m, n, k) -> deconvolve(OBLONG, d, 1, m, 3, n, k)).slack(20),
                of("deconvolve in groups", (d, m, n, k) -> deconvolve(PUBLISHED.withGroups(2).withRatio(0.5).withIterations(2), d, 2,
                        4 * m, 3, n, 7)).slack(20),
                of("deconvolve together", (d, m, n, k) -> deconvolve(PUBLISHED.withGroups(1).withRatio(2), d, 1, 2, m, 5, n)).slack(20),
                of("deconvolve three times", (d, m, n, k) -> deconvolve(PUBLISHED.withIterations(3), d, 1, n, 3, m, k)).slack(40),
                of("deconvolve with the last gradient", (d, m, n, k) -> deconvolve(PUBLISHED.withIterations(3)
                        .withGradientIterations(1), d, 1, n, m, k)).gradients(Gradients.DEFINED).slack(40),
                of("deconvolve not at all", (d, m, n, k) -> deconvolve(PUBLISHED.withIterations(0), d, 1, n, m, k)),
                // About half of the starts are below 0: what ReLU leaves of them is 0.
                of("deconvolve from both sides of zero", (d, m, n, k) -> apply(new Deconvolve(PUBLISHED.withIterations(2)),
                        d.positive(2, m, 3, 4, n), d.normal(2, m, 3, 4, n), d.positive(m, 1, 3, 3, 3)))
                        .gradients(Gradients.DEFINED).slack(40),
                of("deconvolve as trained on images alone", (d, m, n, k) -> deconvolve(PUBLISHED, d, 1, n, 5, m, k)
                        .constants(0, 2)).slack(20),
                of("deconvolve with learned filters alone", (d, m, n, k) -> deconvolve(PUBLISHED.withIterations(2), d, 1, n, 5, m, k)
                        .constants(0, 1)).slack(20),
                of("deconvolve with both updates", (d, m, n, k) -> deconvolve(PUBLISHED.withIterations(2).withUpdates(true, true), d,
                        2, n, m, 5)).slack(40),
                product("deconvolutionParts", (d, m, n, k) -> parts(PUBLISHED.withGroups(2).withIterations(2).withUpdates(true, true),
                        d, 2, 2 * m, n, 5)).slack(40),
                of("deconvolutionParts of the source alone", (d, m, n, k) -> parts(PUBLISHED, d, 2, m, 3, n, 4)).slack(20),
                of("deconvolutionParts of the filter alone", (d, m, n, k) -> parts(PUBLISHED.withUpdates(false, true), d, 2, m, n, k))
                        .slack(20));
    }

    private static Application deconvolve(Deconvolution settings, RandomInputs d, int... image) {
        return application(new Deconvolve(settings), settings, d, image);
    }

    private static Application parts(Deconvolution settings, RandomInputs d, int... image) {
        return application(new DeconvolutionParts(settings), settings, d, image);
    }

    private static Application application(Operation operation, Deconvolution settings, RandomInputs d, int... image) {
        Tensor x = d.positive(image);
        Shape shape = x.shape();
        return apply(operation, x, d.positive(settings.source(shape).sizes()), d.positive(settings.filter(shape).sizes()));
    }
}
