package dev.factorizer.models.optimizers;

import dev.factorizer.api.graph.Value;
import java.util.List;
import java.util.Objects;

/**
 * Gradients made shorter together when their common norm is too large: all are multiplied by min(1, limit/(norm + 1e-6)).
 *
 * @param limit the greatest norm
 */
public record GradientClipping(double limit) {
    /** Checks the limit. */
    public GradientClipping {
        if (!(limit > 0)) {
            throw new IllegalArgumentException("gradient clipping: limit is " + limit + ", expected above 0");
        }
    }

    /**
     * The norm over all gradients.
     *
     * @param gradients at least one
     * @return √Σg²
     */
    public static Value norm(List<Value> gradients) {
        Value total = null;
        for (Value gradient : gradients) {
            Value squares = gradient.square().sumAll();
            total = total == null ? squares : total.add(squares);
        }
        return Objects.requireNonNull(total, "at least one gradient").sqrt();
    }

    /**
     * The clipped gradients.
     *
     * @param gradients the gradients
     * @param norm their norm
     * @return one for each
     */
    public List<Value> clip(List<Value> gradients, Value norm) {
        Value factor = norm.trace().constant(limit).divide(norm.add(1e-6)).minimum(1);
        return gradients.stream().map(gradient -> gradient.multiply(factor)).toList();
    }
}
