package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Objects;

/**
 * Matrices as an image, the inverse of {@link Matricize}: each shift is put back and unrolled, and the shifts' images are
 * averaged.
 *
 * @param layout heads, windows, shifts
 * @param channels the image's channels C
 */
public record Dematricize(Matricization layout, int channels) implements Composite {
    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Type x = checked.rankAtLeast(0, 4);
        int copies = layout.shifts().size() * layout.heads();
        Shape image = Shape.of(x.shape().size(0) / copies, channels).append(layout.spatial().sizes());
        checked.shape(0, "input", layout.matrices(image));
        return List.of(x.withShape(image));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        Shape image = infer(List.of(x.type())).getFirst().shape();
        int rank = layout.grid().size();
        int batch = image.size(0);
        int[] split = new int[3 + 2 * rank];
        int[] order = new int[3 + 2 * rank];
        split[0] = batch;
        split[1] = layout.heads();
        split[2 + rank] = channels / layout.heads();
        order[1] = 1;
        order[2] = 2 + rank;
        for (int i = 0; i < rank; i++) {
            split[2 + i] = layout.grid().get(i);
            split[3 + rank + i] = layout.patch().get(i);
            order[3 + 2 * i] = 2 + i;
            order[4 + 2 * i] = 3 + rank + i;
        }
        Value sum = null;
        for (int s = 0; s < layout.shifts().size(); s++) {
            int rows = batch * layout.heads();
            Value part = x.slice(0, s * rows, rows).reshape(split).permute(order).reshape(image)
                    .apply(Roll.spatial(layout.shifts().get(s), -1));
            sum = sum == null ? part : sum.add(part);
        }
        Objects.requireNonNull(sum);
        return List.of(layout.shifts().size() == 1 ? sum : sum.multiply(1.0 / layout.shifts().size()));
    }

    /** The adjoint of a mean of copies. */
    @Override
    public List<Value> vjp(Node node, List<Integer> wanted, List<Value> cotangents) {
        Value copies = cotangents.getFirst().apply(new Matricize(layout));
        return List.of(layout.shifts().size() == 1 ? copies : copies.multiply(1.0 / layout.shifts().size()));
    }
}
