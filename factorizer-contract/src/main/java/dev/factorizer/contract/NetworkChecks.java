package dev.factorizer.contract;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whole networks of random settings, forward and backward, against the reference. How much single precision may lose depends
 * on the network: it is measured, by what the reference's results do when all it is given moves by as much as rounding.
 */
final class NetworkChecks {
    private static final double ROUNDING = 6e-8;
    private static final double LEAST = 2e-5;
    private static final double LEAST_GRADIENT = 2e-4;
    private static final double FACTOR = 100;

    private final Factorizer.Settings settings;
    private final SplittableRandom random;
    private final Map<String, Tensor> given = new HashMap<>();
    private final String where;

    private NetworkChecks(long seed) {
        settings = RandomNetwork.settings(seed);
        random = new SplittableRandom(seed);
        where = "network of seed " + seed + ", " + settings;
    }

    static void check(long seed, Backend backend) {
        NetworkChecks checks = new NetworkChecks(seed);
        Graph graph = checks.graph(seed);
        try (ReferenceBackend reference = new ReferenceBackend();
                Executable exact = reference.prepare(graph, CompileOptions.DEFAULT);
                Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            Map<String, Tensor> expected = CaseProgram.run(exact, checks.given);
            checks.compare(expected, CaseProgram.run(exact, checks.moved()), CaseProgram.run(executable, checks.given));
        }
    }

    private Map<String, Tensor> moved() {
        Map<String, Tensor> moved = new HashMap<>();
        given.forEach((name, tensor) -> moved.put(name, moved(tensor)));
        return moved;
    }

    private void compare(Map<String, Tensor> expected, Map<String, Tensor> moved, Map<String, Tensor> found) {
        double gradients = expected.entrySet().stream().filter(entry -> isGradient(entry.getKey()))
                .mapToDouble(entry -> Agreement.greatest(entry.getValue())).max().orElse(0);
        double forward = 0;
        double backward = 0;
        for (String name : expected.keySet()) {
            double sensitivity = difference(expected.get(name), moved.get(name)) / scale(name, expected.get(name), gradients);
            forward = Math.max(forward, isGradient(name) ? 0 : sensitivity);
            backward = Math.max(backward, isGradient(name) ? sensitivity : 0);
        }
        double allowedForward = Math.max(LEAST, FACTOR * forward);
        double allowedBackward = Math.max(LEAST_GRADIENT, FACTOR * backward);
        expected.forEach((name, tensor) -> {
            double allowed = isGradient(name) ? allowedBackward : allowedForward;
            double error = difference(tensor, found.get(name)) / scale(name, tensor, gradients);
            if (!(error <= allowed)) {
                throw new AssertionError(where + ": " + name + " is off by " + error + ", allowed " + allowed);
            }
        });
    }

    private static boolean isGradient(String name) {
        return name.startsWith(CaseProgram.GRADIENT);
    }

    /** A gradient that vanishes is a sum of terms about as large as the other gradients. */
    private static double scale(String name, Tensor tensor, double gradients) {
        return Math.max(1e-12, Math.max(Agreement.greatest(tensor), isGradient(name) ? 0.01 * gradients : 0));
    }

    private static double difference(Tensor a, Tensor b) {
        double[] x = a.toDoubles();
        double[] y = b.toDoubles();
        return IntStream.range(0, x.length).mapToDouble(i -> Math.abs(x[i] - y[i]))
                .map(distance -> Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance).max().orElse(0);
    }

    private Graph graph(long seed) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, false);
        int[] sizes = IntStream.concat(IntStream.of(1 + random.nextInt(2), settings.inputChannels()),
                settings.spatialSize().stream().mapToInt(Integer::intValue)).toArray();
        Value x = trace.input("x", Type.float32(sizes));
        given.put("x", normal(Shape.of(sizes)));
        List<Value> results = new Factorizer(settings).apply(root, x);
        List<Value> with = new ArrayList<>(List.of(x));
        List<String> names = new ArrayList<>(List.of("x"));
        root.parameters().forEach((spec, value) -> {
            given.put(spec.name(), drawn(seed, spec));
            if (spec.trainable()) {
                with.add(value);
                names.add(spec.name());
            }
        });
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> cotangents = new ArrayList<>();
        for (Value result : results) {
            String name = "cotangent" + cotangents.size();
            outputs.put("y" + cotangents.size(), result);
            cotangents.add(trace.input(name, result.type()));
            given.put(name, normal(result.shape()));
        }
        List<Value> gradients = Differentiation.pullBack(results, cotangents, with);
        IntStream.range(0, with.size()).forEach(i -> outputs.put(CaseProgram.GRADIENT + names.get(i), gradients.get(i)));
        return Graph.of(outputs);
    }

    private Tensor normal(Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensor.of(shape, values);
    }

    /** As before training, but norms and biases off 1 and 0, so that nothing hides behind them. */
    private Tensor drawn(long seed, ParameterSpec spec) {
        float[] values = spec.initializer().draw(seed, spec.name(), spec.shape());
        if (spec.name().contains("norm") || spec.name().endsWith("bias")) {
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (0.2 * random.nextGaussian());
            }
        }
        return Tensor.of(spec.shape(), values);
    }

    private Tensor moved(Tensor tensor) {
        double[] values = tensor.toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 + ROUNDING * random.nextGaussian();
        }
        return Tensor.of(tensor.shape(), values);
    }
}
