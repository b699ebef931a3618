package dev.factorizer.golden;

import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Tensor;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** Holds what was computed against a case. */
final class Comparison {
    private Comparison() { }

    /**
     * Compares tensor by tensor.
     *
     * @param golden the case
     * @param found outputs and gradients by role
     * @param fixed what is allowed, where the usual rule isn't meant
     * @return the worst error, or the first tensor that is off; what the case has and was not computed is unsupported
     */
    static GoldenOutcome of(GoldenCase golden, Map<String, Tensor> found, OptionalDouble fixed) {
        GoldenOutcome.Passed worst = new GoldenOutcome.Passed(golden.name(), 0, "");
        for (Map.Entry<String, Tensor> entry : found.entrySet()) {
            String role = entry.getKey();
            Tensor tensor = entry.getValue();
            Tensor expected = golden.tensors().get(role);
            if (!tensor.shape().equals(expected.shape())) {
                return new GoldenOutcome.Failed(golden.name(), role + " has shape " + tensor.shape() + ", expected "
                        + expected.shape());
            }
            OptionalDouble allowed = fixed.isPresent() ? fixed
                    : allowed(golden, role, tensor.type().dataType(), expected);
            if (allowed.isEmpty()) {
                continue;
            }
            double error = Tolerance.error(tensor.toDoubles(), expected.toDoubles());
            if (!(error <= allowed.getAsDouble())) {
                return new GoldenOutcome.Failed(golden.name(), role + " is off by " + error + ", allowed "
                        + allowed.getAsDouble());
            }
            if (error >= worst.error()) {
                worst = new GoldenOutcome.Passed(golden.name(), error, role);
            }
        }
        Set<String> missing = new TreeSet<>(golden.role("output.").keySet());
        missing.removeIf(name -> found.containsKey("output." + name));
        return missing.isEmpty() ? worst : new GoldenOutcome.Unsupported(golden.name(), "outputs " + missing
                + " are not computed, only " + found.keySet());
    }

    /** Where the golden values are whole numbers, any other number is wrong. */
    static OptionalDouble allowed(GoldenCase golden, String role, DataType found, Tensor expected) {
        return expected.type().dataType() == DataType.INT32 ? OptionalDouble.of(0)
                : Tolerance.allowed(found, golden.error32().getOrDefault(role, OptionalDouble.of(0)));
    }
}
