package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * An image as matrices: x (B, C, S…) → (shifts · B · heads, cells, C / heads, voxels), shift by shift along the batch:
 * {@code b (h d) (g0 p0) … -> (b h) (g0 …) d (p0 …)} of the rolled image. Copies only.
 *
 * @param layout heads, windows, shifts
 */
public record Matricize(Matricization layout) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Type x = Inputs.of(this, inputs).count(1).rankAtLeast(0, 3);
        return List.of(x.withShape(layout.matrices(x.shape())));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Shape result = layout.matrices(x.shape());
        int rank = layout.grid().size();
        int batch = x.shape().size(0);
        int[] split = new int[3 + 2 * rank];
        int[] order = new int[3 + 2 * rank];
        split[0] = batch;
        split[1] = layout.heads();
        split[2] = x.channels() / layout.heads();
        order[1] = 1;
        order[2 + rank] = 2;
        for (int i = 0; i < rank; i++) {
            split[3 + 2 * i] = layout.grid().get(i);
            split[4 + 2 * i] = layout.patch().get(i);
            order[2 + i] = 3 + 2 * i;
            order[3 + rank + i] = 4 + 2 * i;
        }
        List<Value> parts = new ArrayList<>();
        for (List<Integer> shift : layout.shifts()) {
            parts.add(x.apply(Roll.spatial(shift, 1)).reshape(split).permute(order)
                    .reshape(result.with(0, batch * layout.heads())));
        }
        return List.of(parts.getFirst().concatenate(0, parts.subList(1, parts.size()).toArray(Value[]::new)));
    }

    /** Each voxel was copied once per shift: the mean of the inverse, times the number of shifts. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value mean = cotangents.getFirst().apply(new Dematricize(layout, node.input(0).channels()));
        return List.of(layout.shifts().size() == 1 ? mean : mean.multiply(layout.shifts().size()));
    }
}
