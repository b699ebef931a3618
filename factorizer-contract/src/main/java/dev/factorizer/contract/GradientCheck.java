package dev.factorizer.contract;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the gradients that an operation states with central differences of its results, both by the reference backend in
 * double precision. Authors of an operation run it once for each of their cases; it does not concern backends.
 */
public final class GradientCheck {
    private static final double STEP = 1e-5;

    private GradientCheck() { }

    /**
     * The derivative along a random direction of each argument, from the stated gradient and from differences.
     *
     * @param operationCase a case whose gradients are its derivative
     * @param seed the seed
     * @param variant which sizes
     * @return for each argument that has a gradient, the difference of both relative to the derivative, or absolute below 1
     */
    public static List<Double> errors(OperationCase operationCase, long seed, int variant) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        List<Double> errors = new ArrayList<>();
        try (ReferenceBackend reference = new ReferenceBackend();
                Executable executable = reference.prepare(program.graph(), CompileOptions.DEFAULT)) {
            Map<String, Tensor> stated = program.run(executable);
            for (String output : stated.keySet()) {
                if (output.startsWith(CaseProgram.GRADIENT)) {
                    String argument = output.substring(CaseProgram.GRADIENT.length());
                    Draw draw = new Draw(seed + errors.size() + 1, variant);
                    double[] direction = draw.normal(program.given().get(argument).shape().sizes()).toDoubles();
                    double derivative = dot(stated.get(output).toDoubles(), direction);
                    double difference = (along(executable, program, argument, direction, STEP)
                            - along(executable, program, argument, direction, -STEP)) / (2 * STEP);
                    errors.add(Math.abs(derivative - difference) / Math.max(1, Math.abs(derivative)));
                }
            }
        }
        return errors;
    }

    /** Σ cotangent · result with one argument moved. */
    private static double along(Executable executable, CaseProgram program, String argument, double[] direction,
            double step) {
        Map<String, Tensor> moved = new HashMap<>(program.given());
        Shape shape = moved.get(argument).shape();
        double[] values = moved.get(argument).toDoubles();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction[i];
        }
        moved.put(argument, Tensor.of(shape, values));
        Map<String, Tensor> results = CaseProgram.run(executable, moved);
        double sum = 0;
        for (int i = 0; moved.containsKey("cotangent" + i); i++) {
            sum += dot(results.get("result" + i).toDoubles(), moved.get("cotangent" + i).toDoubles());
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
