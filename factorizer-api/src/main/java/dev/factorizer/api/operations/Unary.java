package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Optional;

/**
 * A function of each element. Saves x or the result, as the derivative needs.
 *
 * @param kind the function
 */
public record Unary(Kind kind) implements Primitive {
    /** The functions. */
    public enum Kind {
        /** −x. */
        NEGATE,
        /** |x|. */
        ABSOLUTE,
        /** −1, 0 or 1; its derivative is zero. */
        SIGN,
        /** eˣ. */
        EXP,
        /** eˣ − 1, exact near 0. */
        EXPM1,
        /** Natural logarithm. */
        LOG,
        /** log(1 + x), exact near 0. */
        LOG1P,
        /** Square root. */
        SQRT,
        /** 1/x. */
        RECIPROCAL,
        /** max(x, 0); its derivative at 0 is 0. */
        RELU,
        /** 1/(1 + e⁻ˣ). */
        SIGMOID,
        /** Hyperbolic tangent. */
        TANH,
        /** The error function 2/√π ∫₀ˣ e^(−t²) dt. */
        ERF,
        /** Cosine of radians. */
        COS,
        /** Sine of radians. */
        SIN,
        /** The greatest whole number not above x; its derivative is zero. */
        FLOOR
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        return List.of(Inputs.of(this, inputs).count(1).floating(0));
    }

    @Override
    public Optional<Value> vjp(Node node, int input, List<Value> cotangents) {
        Value g = cotangents.getFirst();
        Value x = node.input(0);
        Value y = node.result();
        return switch (kind) {
            case NEGATE -> Optional.of(g.negate());
            case ABSOLUTE -> Optional.of(g.multiply(x.sign()));
            case EXP -> Optional.of(g.multiply(y));
            case EXPM1 -> Optional.of(g.multiply(y.add(1)));
            case LOG -> Optional.of(g.divide(x));
            case LOG1P -> Optional.of(g.divide(x.add(1)));
            case SQRT -> Optional.of(g.divide(y.multiply(2)));
            case RECIPROCAL -> Optional.of(g.multiply(y.square()).negate());
            case RELU -> Optional.of(Value.select(x.greater(0), g, g.zero()));
            case SIGMOID -> Optional.of(g.multiply(y.subtract(y.square())));
            case TANH -> Optional.of(g.multiply(y.square().negate().add(1)));
            case ERF -> Optional.of(g.multiply(x.square().negate().exp().multiply(2 / Math.sqrt(Math.PI))));
            case COS -> Optional.of(g.multiply(x.sin()).negate());
            case SIN -> Optional.of(g.multiply(x.cos()));
            case SIGN, FLOOR -> Optional.empty();
        };
    }
}
