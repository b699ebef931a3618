package dev.factorizer.golden;

import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.AveragePool;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.MaxPool;
import dev.factorizer.api.operations.PoolingGeometry;
import dev.factorizer.api.operations.TransposedConvolution;
import java.util.List;

/** Operators that move a window over an image. */
final class WindowOperators {
    private WindowOperators() { }

    static Value of(String operator, GoldenGraph at) {
        Settings settings = at.settings();
        Value x = at.input("x");
        int rank = x.shape().rank() - 2;
        List<Integer> kernel = settings.perAxis("kernel", rank);
        List<Integer> strides = settings.perAxis("stride", rank);
        List<Integer> padding = settings.perAxis("padding", rank);
        settings.only("countPadding", true);
        return switch (operator) {
            case "maxPool" -> x.apply(new MaxPool(new PoolingGeometry(kernel, strides, padding)));
            case "averagePool" -> x.apply(new AveragePool(new PoolingGeometry(kernel, strides, padding)));
            default -> {
                ConvolutionGeometry window = new ConvolutionGeometry(strides, padding, padding, settings.integer("groups"));
                Operation operation = operator.equals("convolution") ? new Convolution(window)
                        : new TransposedConvolution(window, settings.perAxis("outputPadding", rank));
                yield at.has("param.bias") ? x.apply(operation, at.parameter("weight"), at.parameter("bias"))
                        : x.apply(operation, at.parameter("weight"));
            }
        };
    }
}
