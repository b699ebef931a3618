package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.List;

/**
 * x to a power p. Negative x give a number for whole p and NaN for others. Saves x.
 *
 * @param exponent p, not 0: x⁰ does not depend on x
 */
public record Power(double exponent) implements Elementwise {
    /** Up to here multiplication is both exact for negative x and at least as accurate as a logarithm. */
    private static final int MOST_FACTORS = 16;

    /** Checks p. */
    public Power {
        if (!Double.isFinite(exponent) || exponent == 0) {
            throw new IllegalArgumentException("power: exponent is " + exponent + ", expected a finite number other than 0");
        }
    }

    @Override
    public Value decompose(Value x) {
        return exponent < 0 ? positive(x, -exponent).reciprocal() : positive(x, exponent);
    }

    private static Value positive(Value x, double power) {
        double whole = Math.floor(power);
        double fraction = power - whole;
        if (whole > MOST_FACTORS) {
            return fraction > 0 ? exponential(x, power) : large(x, power);
        }
        if (whole == 0) {
            return root(x, fraction);
        }
        Value product = product(x, (int) whole);
        return fraction == 0 ? product : product.multiply(root(x, fraction));
    }

    /** Only the fraction of p goes through the logarithm, whose rounding the power multiplies. */
    private static Value root(Value x, double fraction) {
        return fraction == 0.5 ? x.sqrt() : exponential(x, fraction);
    }

    private static Value exponential(Value x, double power) {
        return x.log().multiply(power).exp();
    }

    private static Value large(Value x, double whole) {
        Value size = exponential(x.absolute(), whole);
        return whole % 2 == 0 ? size : size.multiply(x.sign());
    }

    private static Value product(Value x, int count) {
        if (count == 1) {
            return x;
        }
        Value half = product(x, count / 2).square();
        return count % 2 == 0 ? half : half.multiply(x);
    }

    /** p · x^(p − 1), without the 0 · ∞ that the decomposition's logarithm has at 0. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value x = node.input(0);
        return List.of(cotangents.getFirst().multiply(x.pow(exponent - 1).multiply(exponent)));
    }
}
