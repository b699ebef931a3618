package dev.factorizer.models.layers;

import dev.factorizer.api.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/** What numbers in settings may be; all records of layers say it in the same words. */
final class Bounds {
    private Bounds() { }

    static void atLeast(String layer, String setting, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(layer + ": " + setting + " is " + value + ", expected at least " + least);
        }
    }

    /** One number for all axes, or one for each, copied. */
    static List<Integer> axes(String layer, String setting, List<Integer> values, int least) {
        if (values.isEmpty() || Collections.min(values) < least) {
            throw new IllegalArgumentException(layer + ": " + setting + " is " + values + ", expected one number or one for each"
                    + " axis, at least " + least);
        }
        return List.copyOf(values);
    }

    /** A number for each axis of an image. */
    static List<Integer> perAxis(String layer, String setting, List<Integer> values, int rank) {
        List<Integer> all = values.size() == 1 ? Collections.nCopies(rank, values.getFirst()) : values;
        if (all.size() != rank) {
            throw new ShapeException(layer + ": " + setting + " is " + values + ", expected one number or one for each of "
                    + rank + " axes");
        }
        return all;
    }

    static void share(String layer, String setting, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(layer + ": " + setting + " is " + value
                    + ", expected at least 0 and below 1");
        }
    }

    static void epsilon(String layer, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(layer + ": epsilon is " + value + ", expected at least 0");
        }
    }
}
