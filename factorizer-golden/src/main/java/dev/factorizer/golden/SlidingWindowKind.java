package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.inference.SlidingWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Kind {@code slidingWindow}: z + z²/4, z a convolution of the window, run window by window over an image. */
final class SlidingWindowKind implements HostKind {
    @Override
    public Map<String, Tensor> compute(GoldenCase golden, Settings settings, Backend backend) {
        settings.stated("network"); // always the same one
        settings.only("padding", 0.0);
        SlidingWindow windows = windows(settings);
        Tensor image = golden.tensor("input.x");
        List<List<Integer>> starts = windows.starts(image.shape().spatial()).stream()
                .map(start -> Arrays.stream(start).boxed().toList()).toList();
        if (settings.has("starts") && !starts.equals(settings.integerLists("starts"))) {
            throw new MismatchException("windows start at " + starts + ", expected " + settings.integerLists("starts"));
        }
        Tensor weight = golden.tensor("param.weight");
        Tensor bias = golden.tensor("param.bias");
        Shape window = Shape.of(1, image.shape().size(1)).append(ints(windows.window()));
        try (Executable network = backend.prepare(network(window, weight, bias), CompileOptions.DEFAULT)) {
            network.load("weight", weight);
            network.load("bias", bias);
            return Map.of("y", windows.run(image, x -> network.run(Map.of("x", x)).get("y")));
        }
    }

    private static SlidingWindow windows(Settings settings) {
        String mode = settings.text("mode");
        List<List<Integer>> flips = new ArrayList<>();
        if (settings.has("flips")) {
            flips.addAll(settings.integerLists("flips"));
        } else {
            flips.add(List.of());
        }
        return new SlidingWindow(settings.integers("window"), settings.numbers("overlap"), switch (mode) {
            case "constant" -> WindowWeights.CONSTANT;
            case "gaussian" -> WindowWeights.GAUSSIAN;
            default -> throw new UnsupportedCaseException("mode \"" + mode + "\" is unknown");
        }, settings.has("sigmaScale") ? settings.number("sigmaScale") : 0.125, flips);
    }

    private static Graph network(Shape window, Tensor weight, Tensor bias) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(window.sizes()));
        Value z = x.apply(new Convolution(ConvolutionGeometry.of(window.rank() - 2, 1, 1, 1)), parameter(trace, "weight", weight),
                parameter(trace, "bias", bias));
        return Graph.of(Map.of("y", z.add(z.square().multiply(0.25))));
    }

    private static Value parameter(Trace trace, String name, Tensor tensor) {
        return trace.append(new Placeholder(name, Placeholder.Role.PARAMETER, tensor.type()), List.of()).result();
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
