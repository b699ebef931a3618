package dev.factorizer.api.factorization;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Solve;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One update of one factor, written with operations: the U half of X ≈ U Vᵀ. The V half is the same with Xᵀ and the
 * factors exchanged.
 *
 * @param solver the rule
 * @param x X (…, M, N)
 * @param u the factor to update (…, M, R)
 * @param v the other factor (…, N, R)
 * @param weight W like X for the weighted rule, else null
 */
record FactorUpdate(Solver solver, Value x, Value u, Value v, @Nullable Value weight) {
    private static final double EPSILON = Factorization.EPSILON;

    Value updated() {
        return switch (solver) {
            case MU, FMU -> multiplicative();
            case WMU -> weight == null ? multiplicative() : weighted(weight);
            case SMU -> semi();
            case CD -> columns(false);
            case HALS, NNCD -> columns(true);
            case LS -> leastSquares();
            case NNLS -> leastSquares().relu();
            case PROJECTED_GRADIENT -> descent().relu();
            case GRADIENT -> descent();
        };
    }

    private Value a() {
        return product(x, v);
    }

    private Value b() {
        return v.matmulFullPrecision(v, true, false);
    }

    /** Always in float32: each update starts from the last one, with its rounding errors. */
    private static Value product(Value first, Value second) {
        return first.matmulFullPrecision(second, false, false);
    }

    private Value multiplicative() {
        return u.multiply(a()).add(EPSILON).divide(product(u, b()).add(EPSILON));
    }

    private Value weighted(Value weight) {
        Value numerator = u.multiply(product(weight.multiply(x), v)).add(EPSILON);
        return numerator.divide(product(weight.multiply(u.matmulFullPrecision(v, false, true)), v).add(EPSILON));
    }

    private Value semi() {
        Value a = a();
        Value b = b();
        Value up = a.relu().add(product(u, b.negate().relu())).add(EPSILON);
        Value down = a.negate().relu().add(product(u, b.relu())).add(EPSILON);
        return u.multiply(up.divide(down).sqrt());
    }

    private Value columns(boolean nonnegative) {
        Value a = a();
        Value b = b();
        int rank = u.shape().size(-1);
        Value[] column = new Value[rank];
        for (int r = 0; r < rank; r++) {
            column[r] = u.slice(-1, r, 1);
        }
        for (int r = 0; r < rank; r++) {
            Value numerator = a.slice(-1, r, 1);
            Value coupling = b.slice(-1, r, 1);
            Value others = null;
            for (int s = 0; s < rank; s++) {
                if (s != r) {
                    Value term = column[s].multiply(coupling.slice(-2, s, 1));
                    others = others == null ? term : others.add(term);
                }
            }
            if (others != null) {
                numerator = numerator.subtract(others);
            }
            Value updated = numerator.add(EPSILON).divide(coupling.slice(-2, r, 1).add(EPSILON));
            column[r] = nonnegative ? updated.relu() : updated;
        }
        return column[0].concatenate(-1, Arrays.copyOfRange(column, 1, rank));
    }

    private Value leastSquares() {
        // X pinv(V)ᵀ = X V (VᵀV)⁻¹ for V of full rank, which is also the reference's other branch.
        return b().apply(new Solve(), a().transpose()).transpose();
    }

    private Value descent() {
        Value b = b();
        Value g = a().subtract(product(u, b));
        Value step = g.square().sum(-2, -1).add(EPSILON).divide(g.multiply(product(g, b)).sum(-2, -1).add(EPSILON));
        return u.add(g.multiply(step));
    }
}
