package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.product;

import dev.factorizer.api.operations.AveragePool;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.GlobalAveragePool;
import dev.factorizer.api.operations.MaxPool;
import dev.factorizer.api.operations.PoolingGeometry;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.operations.TransposedConvolution;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Convolutions, pooling and resizing of images of one to three axes. */
final class ImageCases {
    private static final ConvolutionGeometry UNEVEN = new ConvolutionGeometry(List.of(2, 1), List.of(0, 2), List.of(1, 0), 1);

    private ImageCases() { }

    static List<OperationCase> list() {
        List<OperationCase> cases = new ArrayList<>(List.of(
                product("convolution 1-D", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(1, 1, 1, 1)), d.normal(2, m, k),
                        d.normal(n, m, 3), d.normal(n))),
                product("convolution 2-D", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(2, 1, 1, 1)), d.normal(2, m, k, 4),
                        d.normal(n, m, 3, 3))),
                product("convolution 3-D", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(3, 1, 1, 1)), d.normal(1, m, 3, k, 4),
                        d.normal(n, m, 3, 3, 3), d.normal(n))),
                product("convolution 3-D of one voxel", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(3, 1, 0, 1)),
                        d.normal(2, m, 2, k, 3), d.normal(n, m, 1, 1, 1), d.normal(n))),
                product("convolution halving", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(3, 2, 0, 1)),
                        d.normal(1, m, 4, k + 2, 5), d.normal(n, m, 2, 2, 2), d.normal(n))),
                product("convolution uneven", (d, m, n, k) -> apply(new Convolution(UNEVEN), d.normal(1, m, k + 2, 5),
                        d.normal(n, m, 3, 4))),
                product("convolution in groups", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(2, 1, 1, 2)),
                        d.normal(2, 2 * m, k, 3), d.normal(2 * n, m, 3, 3), d.normal(2 * n))),
                product("convolution by channel", (d, m, n, k) -> apply(new Convolution(ConvolutionGeometry.of(3, 1, 3, m)),
                        d.normal(1, m, 2, 3, k), d.normal(m, 1, 7, 7, 7))),
                product("input gradient", (d, m, n, k) -> apply(new ConvolutionInputGradient(UNEVEN, Shape.of(k + 2, 5)),
                        d.normal(n, m, 3, 4), d.normal(2, n, k / 2 + 1, 4))),
                product("weight gradient", (d, m, n, k) -> apply(new ConvolutionWeightGradient(UNEVEN, Shape.of(3, 4)),
                        d.normal(2, m, k + 2, 5), d.normal(2, n, k / 2 + 1, 4))),
                product("transposedConvolution", (d, m, n, k) -> apply(new TransposedConvolution(ConvolutionGeometry.of(3, 2, 0, 1)),
                        d.normal(1, m, 2, k, 3), d.normal(m, n, 2, 2, 2), d.normal(n))),
                product("transposedConvolution with output padding", (d, m, n, k) -> apply(
                        new TransposedConvolution(ConvolutionGeometry.of(2, 2, 1, 1), List.of(1, 1)), d.normal(1, m, 3, k),
                        d.normal(m, n, 3, 3))),
                of("maxPool", (d, m, n, k) -> apply(new MaxPool(PoolingGeometry.of(3, 2, 2, 0)), d.normal(1, m, 2, k + 2, 4)))
                        .inEveryCheck(),
                of("maxPool overlapping", (d, m, n, k) -> apply(new MaxPool(PoolingGeometry.of(2, 3, 2, 1)),
                        d.normal(n, m, k, 5))).inEveryCheck(),
                of("averagePool", (d, m, n, k) -> apply(new AveragePool(PoolingGeometry.of(2, 3, 1, 1)), d.normal(n, m, k, 3))),
                of("globalAveragePool", (d, m, n, k) -> apply(new GlobalAveragePool(), d.normal(n, m, k, 3)))));
        for (Resize.Mode mode : Resize.Mode.values()) {
            cases.add(of("resize larger " + OperationCases.lower(mode), (d, m, n, k) ->
                    apply(new Resize(Shape.of(2 * k + 1, n + 2), mode), d.normal(2, m, k, n))));
            cases.add(of("resize smaller " + OperationCases.lower(mode), (d, m, n, k) ->
                    apply(new Resize(Shape.of(k, 1), mode), d.normal(1, m, 2 * k + 1, n))));
        }
        return cases;
    }
}
