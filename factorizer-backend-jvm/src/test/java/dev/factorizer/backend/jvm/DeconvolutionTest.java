package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.deconvolution.DeconvolutionParts;
import dev.factorizer.api.deconvolution.Deconvolve;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fused deconvolution and its gradients: borders, sizes, empty regions, memory; in double precision the reference agrees. */
class DeconvolutionTest extends JvmTest {
    private static final Deconvolution ONCE = Deconvolution.of(3);
    private static final double TOLERANCE = 1e-5;
    /** Of one voxel under one tap, the result does not depend on where its source starts: gradients cancel out. */
    private static final double LEAST_SCALE = 0.1;

    private static Tensor noise(Random random, Shape shape, double mean) {
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + random.nextGaussian());
        }
        return Tensor.of(shape, values);
    }

    /** An image with negative numbers cut off, starts of both signs, and what flows back. */
    private static Tensor[] inputs(Deconvolution settings, int... image) {
        Random random = new Random(7);
        Shape shape = Shape.of(image);
        float[] x = noise(random, shape, 0.5).toFloats();
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(0, x[i]);
        }
        return new Tensor[] {Tensor.of(shape, x), noise(random, settings.source(shape), 0.5),
            noise(random, settings.filter(shape), 0.3), noise(random, settings.source(shape), 0)};
    }

    /** The source and the gradients of all inputs. */
    private static List<Value> results(Deconvolution settings, List<Value> in) {
        Value source = in.get(0).apply(new Deconvolve(settings), in.get(1), in.get(2));
        List<Value> all = new ArrayList<>(List.of(source));
        all.addAll(Differentiation.pullBack(List.of(source), List.of(in.get(3)), in.subList(0, 3)));
        return all;
    }

    private static void check(Deconvolution settings, int... image) {
        Tensor[] inputs = inputs(settings, image);
        List<Tensor> found = runAll(settings + " of " + Shape.of(image), in -> results(settings, in), inputs);
        try (Backend reference = new ReferenceBackend()) {
            List<Tensor> expected = Eager.on(reference).runAll(in -> results(settings, in), inputs);
            for (int i = 0; i < found.size(); i++) {
                double error = error(found.get(i).toDoubles(), expected.get(i).toDoubles());
                int result = i;
                assertTrue(error < TOLERANCE, () -> settings + " of " + Shape.of(image) + ": result " + result + " is off by "
                        + error);
            }
        }
    }

    private static double error(double[] found, double[] expected) {
        double greatest = 0;
        double scale = LEAST_SCALE;
        for (int i = 0; i < found.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            double difference = Math.abs(found[i] - expected[i]);
            greatest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(greatest, difference);
        }
        return greatest / scale;
    }

    private static boolean isFused(Deconvolution settings, int... image) {
        return fused(settings, Shape.of(image)) == 2;
    }

    /** How many operations of the program that computes source and gradients are composites still. */
    private static long fused(Deconvolution settings, Shape image) {
        try (Executable executable = backend().prepare(graph(new Deconvolve(settings), settings, image), CompileOptions.DEFAULT)) {
            return executable.graph().nodes().stream().filter(node -> node.operation() instanceof Composite).count();
        }
    }

    private static Graph graph(Operation operation, Deconvolution settings, Shape image) {
        Trace trace = new Trace();
        List<Value> in = List.of(trace.input("x", Type.float32(image)), trace.input("s", Type.float32(settings.source(image))),
                trace.input("h", Type.float32(settings.filter(image))));
        Value source = in.get(0).applyAll(operation, in.get(1), in.get(2)).getFirst();
        Value g = trace.input("g", source.type());
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("source", source);
        Differentiation.pullBack(List.of(source), List.of(g), in).forEach(value -> outputs.put("gradient" + outputs.size(), value));
        return Graph.of(outputs);
    }

    @Test
    void imagesOfAnySize() {
        for (int depth : new int[] {1, 2, 7}) {
            for (int height : new int[] {1, 8}) {
                for (int width : new int[] {1, 7, 8, 13, 40}) {
                    check(ONCE, 2, 2, depth, height, width);
                }
            }
        }
        check(ONCE, 1, 3, 13);
        check(ONCE, 1, 1, 1021);
        check(ONCE, 2, 3, 13, 7);
        check(Deconvolution.of(7), 1, 2, 13, 8);
        check(Deconvolution.of(7), 1, 1, 3, 2, 5);
        check(Deconvolution.of(1), 1, 2, 3, 2, 5);
        check(new Deconvolution(List.of(1, 5, 3), Deconvolution.ONE_PER_CHANNEL, 1, 1, 1, true, false), 1, 2, 4, 3, 6);
    }

    @Test
    void largePhotographsRowByRow() {
        check(Deconvolution.of(7), 1, 1, 131, 129);
        check(ONCE.withIterations(2), 1, 1, 129, 131);
    }

    @Test
    void groupsSourcesAndIterations() {
        check(ONCE.withGroups(1), 1, 4, 5, 4, 7);
        check(ONCE.withGroups(2).withRatio(2), 2, 4, 3, 4, 7);
        check(ONCE.withGroups(2).withRatio(0.5), 1, 4, 3, 4, 7);
        check(ONCE.withRatio(4), 1, 2, 3, 4, 7);
        check(ONCE.withIterations(2), 2, 2, 3, 4, 7);
        check(ONCE.withIterations(4), 1, 2, 5, 4, 7);
        check(ONCE.withIterations(4).withGradientIterations(1), 1, 2, 5, 4, 7);
        check(ONCE.withIterations(4).withGradientIterations(3), 2, 2, 5, 4, 7);
        check(ONCE.withIterations(2).withGradientIterations(5), 1, 2, 5, 4, 7);
    }

    @Test
    void whatIsNotFusedIsComputedByItsDecomposition() {
        assertTrue(isFused(ONCE.withGroups(4).withRatio(2).withIterations(3), 1, 8, 4, 4, 4));
        for (Deconvolution other : List.of(ONCE.withUpdates(true, true), ONCE.withUpdates(false, true), ONCE.withIterations(0),
                ONCE.withGroups(1).withRatio(400), ONCE.withUpdates(false, false))) {
            assertEquals(0, fused(other, Shape.of(1, 8, 4, 3, 5)), other::toString);
        }
        check(ONCE.withUpdates(true, true).withIterations(2), 2, 2, 3, 4, 5);
        check(ONCE.withUpdates(false, true), 1, 2, 3, 4, 5);
        check(ONCE.withIterations(2).withGradientIterations(0), 1, 2, 5, 4, 7);
    }

    /** The published implementation divides by ε three times there and finds no number. */
    @Test
    void gradientsOfEmptyRegionsAreFinite() {
        for (Deconvolution settings : List.of(ONCE.withIterations(3), ONCE.withIterations(6), ONCE.withIterations(3)
                .withUpdates(true, true))) {
            Shape image = Shape.of(1, 3, 8, 9, 10);
            Tensor[] inputs = inputs(settings, image.sizes());
            float[] x = inputs[0].toFloats();
            float[] s = inputs[1].toFloats();
            for (int i = 0; i < x.length; i++) {
                int column = i % 10;
                x[i] = column < 3 || column > 7 ? 0 : x[i];
                s[i] = column > 2 && column < 6 ? -1 : s[i];
            }
            inputs[0] = Tensor.of(image, x);
            inputs[1] = Tensor.of(image, s);
            List<Tensor> found = runAll("empty", in -> results(settings, in), inputs);
            try (Backend reference = new ReferenceBackend()) {
                List<Tensor> expected = Eager.on(reference).runAll(in -> results(settings, in), inputs);
                for (int i = 0; i < found.size(); i++) {
                    double error = error(found.get(i).toDoubles(), expected.get(i).toDoubles());
                    assertTrue(error < 1e-3, settings + ": result " + i + " is off by " + error);
                }
            }
        }
    }

    @Test
    void nothingIsWrittenThatNeedNotExist() {
        Shape image = Shape.of(1, 8, 16, 16, 16);
        assertEquals(2, fused(ONCE, image));
        long bytes = image.elements() * Float.BYTES;
        long filter = 2 * Double.BYTES * ONCE.filter(image).elements();
        long fused = arena(new Deconvolve(ONCE), ONCE, image);
        long decomposed = arena(new DeconvolutionParts(ONCE), ONCE, image);
        // Four inputs, the source, two gradients, and the filters' gradients of each sample.
        assertTrue(fused <= 7 * bytes + filter + 4096, () -> "the fused program takes " + fused + " bytes, an image " + bytes);
        assertTrue(decomposed > 1.3 * fused, () -> "the decomposed program takes " + decomposed + " bytes, the fused one " + fused);
    }

    private static long arena(Operation operation, Deconvolution settings, Shape image) {
        try (Executable executable = backend().prepare(graph(operation, settings, image), CompileOptions.DEFAULT)) {
            return executable.memory().arenaBytes();
        }
    }
}
