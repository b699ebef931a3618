package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements moved along axes, those that leave at one end entering at the other: result[i] = x[(i − shift) mod size].
 *
 * @param axes the axes, counted from 0
 * @param shifts by how many elements each; may be negative or longer than the axis
 */
public record Roll(List<Integer> axes, List<Integer> shifts) implements Composite {
    /** Checks that both lists pair up. */
    public Roll {
        axes = List.copyOf(axes);
        shifts = List.copyOf(shifts);
        if (axes.size() != shifts.size()) {
            throw new IllegalArgumentException("roll: axes " + axes + " and shifts " + shifts + ", expected equally many");
        }
    }

    /**
     * A roll of the spatial axes of (B, C, S…).
     *
     * @param shift by how many voxels each axis
     * @param sign 1, or -1 to undo
     * @return the operation
     */
    public static Roll spatial(List<Integer> shift, int sign) {
        List<Integer> axes = new ArrayList<>();
        List<Integer> shifts = new ArrayList<>();
        for (int i = 0; i < shift.size(); i++) {
            axes.add(2 + i);
            shifts.add(sign * shift.get(i));
        }
        return new Roll(axes, shifts);
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        axes.forEach(axis -> checked.axis(0, axis));
        return List.of(inputs.getFirst());
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            int size = x.shape().size(axis);
            int cut = size == 0 ? 0 : Math.floorMod(-shifts.get(i), size);
            if (cut != 0) {
                x = x.slice(axis, cut, size - cut).concatenate(axis, x.slice(axis, 0, cut));
            }
        }
        return List.of(x);
    }

    /** Rolled back. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        return List.of(cotangents.getFirst().apply(new Roll(axes, shifts.stream().map(shift -> -shift).toList())));
    }
}
