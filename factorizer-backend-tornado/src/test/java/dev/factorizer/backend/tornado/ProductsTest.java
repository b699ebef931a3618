package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.VectorJacobianProduct;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.reference.ReferenceBackendProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Products of sizes that take several items, panels and parts, which the contract's are too small for, against the reference. */
class ProductsTest {
    private static final long SEED = 20261124;
    /** Of the greatest element: float32 sums of up to some thousand terms. */
    private static final double TOLERANCE = 5e-6;
    private static final ConvolutionGeometry UNEVEN = new ConvolutionGeometry(List.of(2, 3, 1), List.of(1, 0, 2),
            List.of(0, 2, 1), 2);

    private record Case(String name, Operation operation, Shape... inputs) { }

    private static Case multiply(boolean first, boolean second, Shape a, Shape b) {
        return new Case("matmul " + a + (first ? "ᵀ " : " ") + b + (second ? "ᵀ" : ""), new MatrixMultiply(first, second), a, b);
    }

    private static List<Case> cases() {
        ConvolutionGeometry same = ConvolutionGeometry.of(3, 1, 1, 1);
        ConvolutionGeometry halving = ConvolutionGeometry.of(3, 2, 0, 1);
        return List.of(multiply(false, false, Shape.of(65, 70), Shape.of(70, 129)),
                multiply(true, false, Shape.of(37, 130), Shape.of(37, 66)),
                multiply(false, true, Shape.of(7, 5000), Shape.of(40, 5000)),
                multiply(true, true, Shape.of(3, 1100, 5), Shape.of(2, 1, 26, 1100)),
                multiply(false, false, Shape.of(2, 1, 3, 2000), Shape.of(3, 2000, 2)),
                multiply(false, false, Shape.of(2, 0), Shape.of(0, 30)),
                new Case("convolution", new Convolution(same), Shape.of(2, 5, 6, 5, 7), Shape.of(66, 5, 3, 3, 3),
                Shape.of(66)), new Case("halving", new Convolution(halving), Shape.of(1, 9, 9, 8, 11),
                Shape.of(6, 9, 2, 2, 2)), new Case("uneven", new Convolution(UNEVEN), Shape.of(2, 6, 5, 9, 40),
                Shape.of(4, 3, 3, 2, 4), Shape.of(4)), new Case("doubling",
                new ConvolutionInputGradient(ConvolutionGeometry.of(3, 2, 0, 2), Shape.of(8, 8, 10)), Shape.of(70, 9, 2, 2, 2),
                Shape.of(2, 70, 4, 4, 5)), new Case("doubling with a rest",
                new ConvolutionInputGradient(halving, Shape.of(9, 8, 11)), Shape.of(70, 3, 2, 2, 2), Shape.of(2, 70, 4, 4, 5)),
                new Case("input gradient", new ConvolutionInputGradient(same, Shape.of(6, 5, 7)), Shape.of(5, 66, 3, 3, 3),
                Shape.of(2, 5, 6, 5, 7)), new Case("uneven input gradient",
                new ConvolutionInputGradient(UNEVEN, Shape.of(5, 9, 40)), Shape.of(4, 3, 3, 2, 4), Shape.of(2, 4, 2, 4, 40)),
                new Case("weight gradient", new ConvolutionWeightGradient(same, Shape.of(3, 3, 3)), Shape.of(2, 3, 8, 8, 20),
                Shape.of(2, 4, 8, 8, 20)), new Case("uneven weight gradient",
                new ConvolutionWeightGradient(UNEVEN, Shape.of(3, 2, 4)), Shape.of(1, 6, 5, 9, 40), Shape.of(1, 4, 2, 4, 40)),
                linear(2, 3, 70, 66), linear(1, 40, 5, 5000), gradient(2, 3, 30, 66), gradient(1, 40, 5, 5000),
                gradient(3, 7, 2, 9));
    }

    private static Case linear(int images, int inputs, int outputs, int voxels) {
        return new Case("linear " + images + " " + inputs + " " + outputs + " " + voxels, new ChannelLinear(),
                Shape.of(images, inputs, voxels), Shape.of(outputs, inputs, 1), Shape.of(outputs));
    }

    private static Case gradient(int images, int inputs, int outputs, int voxels) {
        return new Case("linear gradient " + images + " " + inputs + " " + outputs + " " + voxels,
                new VectorJacobianProduct(new ChannelLinear(), 3, List.of(0, 1, 2)), Shape.of(images, inputs, voxels),
                Shape.of(outputs, inputs, 1), Shape.of(outputs), Shape.of(images, outputs, voxels));
    }

    @TestFactory
    Stream<DynamicTest> productsAreTheReferences() {
        return cases().stream().map(one -> dynamicTest(one.name, () -> check(one)));
    }

    private static void check(Case one) {
        Random random = new Random(SEED);
        Trace trace = new Trace();
        Map<String, Tensor> given = new LinkedHashMap<>();
        List<Value> inputs = new ArrayList<>();
        for (Shape shape : one.inputs) {
            String name = "input" + inputs.size();
            float[] values = new float[Math.toIntExact(shape.elements())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.add(trace.input(name, Type.float32(shape.sizes())));
            given.put(name, Tensor.of(shape, values));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        trace.append(one.operation, inputs).results().forEach(value -> outputs.put("output" + outputs.size(), value));
        Graph graph = Graph.of(outputs);
        Map<String, Tensor> expected = run(new ReferenceBackendProvider(), 1, graph, given);
        Map<String, Tensor> found = run(new HostProvider(), 1, graph, given);
        expected.forEach((name, tensor) -> checkNear(one.name + ", " + name, tensor.toDoubles(), found.get(name).toDoubles()));
        checkBits(one.name + ", as the work of groups, ", found, run(new HostProvider(), 2, graph, given));
        checkBits(one.name + ", in another order, ", found, run(new HostProvider(), 3, graph, given));
    }

    private static void checkBits(String where, Map<String, Tensor> expected, Map<String, Tensor> found) {
        expected.forEach((name, tensor) -> assertEquals(-1, tensor.segment().mismatch(found.get(name).segment()), where + name));
    }

    private static Map<String, Tensor> run(BackendProvider provider, int threads, Graph graph, Map<String, Tensor> given) {
        try (Backend backend = provider.open(new BackendOptions("", threads));
                Executable executable = backend.prepare(graph, CompileOptions.DEFAULT)) {
            return executable.run(given);
        }
    }

    private static void checkNear(String where, double[] expected, double[] found) {
        double greatest = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            greatest = Math.max(greatest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(found[i] - expected[i]));
        }
        double allowed = TOLERANCE * greatest;
        double largest = error;
        assertTrue(largest <= allowed, () -> where + ": differs by " + largest + ", allowed " + allowed + " (seed " + SEED + ")");
    }
}
