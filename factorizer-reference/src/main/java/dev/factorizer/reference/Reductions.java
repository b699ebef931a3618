package dev.factorizer.reference;

import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;

/** {@link Reduce} and {@link dev.factorizer.api.operations.ArgMax}. */
final class Reductions {
    private Reductions() { }

    static Numbers reduce(Reduce.Kind kind, Numbers x, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        if (kind != Reduce.Kind.SUM) {
            Arrays.fill(y.values(), kind == Reduce.Kind.MAXIMUM ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        int[] target = Offsets.broadcast(x.shape(), shape);
        double[] lost = new double[y.size()];
        for (int i = 0; i < x.size(); i++) {
            double before = y.values()[target[i]];
            double number = x.values()[i];
            y.values()[target[i]] = switch (kind) {
                case SUM -> {
                    // Neumaier's summation: the low digits that the addition loses are collected.
                    double sum = before + number;
                    if (Double.isFinite(sum)) {
                        lost[target[i]] += Math.abs(before) >= Math.abs(number) ? before - sum + number
                                : number - sum + before;
                    }
                    yield sum;
                }
                case MAXIMUM -> Math.max(before, number);
                case MINIMUM -> Math.min(before, number);
            };
        }
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] += lost[i];
        }
        return y;
    }

    static Numbers argMax(int axis, Numbers x, Shape shape) {
        Numbers y = Numbers.zeros(shape);
        int[] first = Offsets.of(shape, 0, x.shape().strides());
        int stride = (int) x.shape().strides()[axis];
        for (int i = 0; i < y.size(); i++) {
            int best = 0;
            for (int k = 1; k < x.shape().size(axis); k++) {
                if (x.values()[first[i] + k * stride] > x.values()[first[i] + best * stride]) {
                    best = k;
                }
            }
            y.values()[i] = best;
        }
        return y;
    }
}
