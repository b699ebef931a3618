package dev.factorizer.reference;

import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;

/** {@link Unary}, {@link Zip}, {@link dev.factorizer.api.operations.Select} and casts. */
final class ElementFunctions {
    private ElementFunctions() { }

    static Numbers unary(Unary.Kind kind, Numbers x) {
        Numbers y = Numbers.zeros(x.shape());
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = of(kind, x.values()[i]);
        }
        return y;
    }

    private static double of(Unary.Kind kind, double x) {
        return switch (kind) {
            case NEGATE -> -x;
            case ABSOLUTE -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case EXP -> StrictMath.exp(x);
            case EXPM1 -> StrictMath.expm1(x);
            case LOG -> StrictMath.log(x);
            case LOG1P -> StrictMath.log1p(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case RELU -> x < 0 ? 0 : x; // a NaN stays one
            case SIGMOID -> sigmoid(x);
            case TANH -> StrictMath.tanh(x);
            case ERF -> ErrorFunction.of(x);
            case COS -> StrictMath.cos(x);
            case SIN -> StrictMath.sin(x);
            case FLOOR -> Math.floor(x);
        };
    }

    /** Both forms are exact where the other would overflow. */
    private static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double power = StrictMath.exp(x);
        return power / (1 + power);
    }

    static Numbers zip(Zip.Kind kind, Numbers a, Numbers b, Type type) {
        Numbers y = Numbers.zeros(type.shape());
        int[] atA = Offsets.broadcast(type.shape(), a.shape());
        int[] atB = Offsets.broadcast(type.shape(), b.shape());
        for (int i = 0; i < y.size(); i++) {
            double number = of(kind, a.values()[atA[i]], b.values()[atB[i]]);
            // Keys of random numbers wrap around as Java's int does.
            y.values()[i] = type.dataType() == DataType.INT32 ? (int) (long) number : number;
        }
        return y;
    }

    private static double of(Zip.Kind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case GREATER -> a > b ? 1 : 0;
            case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
        };
    }

    static Numbers select(Numbers condition, Numbers a, Numbers b, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        int[] atCondition = Offsets.broadcast(shape, condition.shape());
        int[] atA = Offsets.broadcast(shape, a.shape());
        int[] atB = Offsets.broadcast(shape, b.shape());
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] = condition.values()[atCondition[i]] != 0 ? a.values()[atA[i]] : b.values()[atB[i]];
        }
        return y;
    }

    /** To int32 toward zero; between float types nothing changes, for everything here is double. */
    static Numbers cast(Numbers x, DataType to) {
        Numbers y = new Numbers(x.shape(), x.values().clone());
        for (int i = 0; to == DataType.INT32 && i < y.size(); i++) {
            y.values()[i] = (int) y.values()[i];
        }
        return y;
    }
}
