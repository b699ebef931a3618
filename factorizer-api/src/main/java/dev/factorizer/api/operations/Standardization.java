package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import java.util.Arrays;

/** What the norms share: values brought to mean 0 and deviation 1, then scaled and moved. */
final class Standardization {
    private Standardization() { }

    /** Checks that weight and bias are both there, with this shape, or both absent. */
    static void checkAffine(Inputs checked, int first, Shape expected) {
        int found = checked.types().size() - first;
        if (found == 1) {
            throw checked.mismatch("takes weight and bias together, found only one of them");
        }
        if (found == 2) {
            checked.shape(first, "weight", expected);
            checked.shape(first + 1, "bias", expected);
        }
    }

    /** (x − mean) / √(population variance + ε), both along some axes. */
    static Value of(Value x, double epsilon, int... axes) {
        Value centered = x.subtract(x.mean(axes));
        return centered.divide(centered.square().mean(axes).add(epsilon).sqrt());
    }

    /** All axes from one to the last. */
    static int[] axesFrom(int first, Value x) {
        int[] axes = new int[x.shape().rank() - first];
        Arrays.setAll(axes, i -> first + i);
        return axes;
    }

    /** A vector (C) as (C, 1…), which broadcasts over batch and space of x. */
    static Value perChannel(Value vector, Value x) {
        int[] sizes = new int[x.shape().rank() - 1];
        Arrays.fill(sizes, 1);
        sizes[0] = vector.shape().size(0);
        return vector.reshape(sizes);
    }
}
