package dev.factorizer.contract;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.contract.OperationCase.Gradients;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the gradients that an operation states with central differences of its results, both by the reference backend in
 * double precision. {@link OperationContract} does it for each case of a new operation; it does not concern backends.
 */
public final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final double MOST_ERROR = 1e-6;

    private GradientCheck() { }

    /**
     * Whether a case's gradients are said to be its derivative.
     *
     * @param operationCase a case
     * @return true if it can be checked
     */
    public static boolean applies(OperationCase operationCase) {
        return operationCase.gradients() == Gradients.DERIVATIVE || operationCase.gradients() == Gradients.FIRST_RESULT;
    }

    /**
     * Fails where a stated gradient is not the derivative.
     *
     * @param operationCase a case whose gradients are its derivative
     * @param seed the seed
     * @param variant which sizes
     */
    public static void check(OperationCase operationCase, long seed, int variant) {
        List<Double> errors = errors(operationCase, seed, variant);
        String where = operationCase.name() + ", variant " + variant + ", seed " + seed;
        if (errors.isEmpty()) {
            throw new AssertionError(where + ": no gradient was checked");
        }
        for (int i = 0; i < errors.size(); i++) {
            if (!(errors.get(i) <= MOST_ERROR)) {
                throw new AssertionError(where + ": gradient " + i + " is off by " + errors.get(i) + ", allowed " + MOST_ERROR);
            }
        }
    }

    /**
     * Of the derivative along a random direction of each argument, from the stated gradient and from differences: how far they
     * are apart, relative to the derivative, or absolute below 1.
     */
    private static List<Double> errors(OperationCase operationCase, long seed, int variant) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        List<Double> errors = new ArrayList<>();
        try (ReferenceBackend reference = new ReferenceBackend();
                Executable executable = reference.prepare(program.graph(), CompileOptions.DEFAULT)) {
            Map<String, Tensor> stated = program.run(executable);
            for (String output : stated.keySet()) {
                if (output.startsWith(CaseProgram.GRADIENT)) {
                    String argument = output.substring(CaseProgram.GRADIENT.length());
                    RandomInputs random = new RandomInputs(seed + errors.size() + 1, variant);
                    double[] direction = random.normal(program.given().get(argument).shape().sizes()).toDoubles();
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
