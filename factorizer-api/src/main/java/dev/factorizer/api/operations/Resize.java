package dev.factorizer.api.operations;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Inputs;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.Arrays;
import java.util.List;

/**
 * An image on a grid of another size: x (B, C, S…) → (B, C, S'…), axis by axis. For a source axis of size s and result of
 * size d, voxel i is read at the place its mode gives. Saves nothing.
 *
 * @param spatial the result's spatial sizes S'
 * @param mode where it is read
 */
public record Resize(Shape spatial, Mode mode) implements Composite {
    /** Where a voxel is read. */
    public enum Mode {
        /** At ⌊i·s/d⌋. */
        NEAREST,
        /** At ⌊(i + ½)·s/d⌋: the source voxel that holds the voxel's center. */
        NEAREST_EXACT,
        /** Linearly at (i + ½)·s/d − ½, so that the images' outer edges agree; outside the outermost voxels their value. */
        LINEAR_CENTERS,
        /** Linearly at i·(s − 1)/(d − 1), so that the outermost voxels' centers agree. */
        LINEAR_CORNERS
    }

    /** A place on the source axis: numerator / denominator, whole numbers so that it is exact in every precision. */
    private record Place(long numerator, long denominator) { }

    @Override
    public List<Type> infer(List<Type> inputs) {
        Inputs checked = Inputs.of(this, inputs).count(1);
        Shape x = checked.rankAtLeast(0, 3).shape();
        if (x.rank() != spatial.rank() + 2) {
            throw checked.mismatch("input " + x + " for the spatial size " + spatial + ", expected " + (spatial.rank() + 2)
                    + " axes");
        }
        if (x.spatial().elements() == 0 || spatial.elements() == 0) {
            throw checked.mismatch("from " + x.spatial() + " to " + spatial + ", expected sizes of at least 1");
        }
        return List.of(inputs.getFirst().withShape(x.range(0, 2).append(spatial.sizes())));
    }

    @Override
    public List<Value> decompose(List<Value> inputs) {
        Value x = inputs.getFirst();
        for (int i = 0; i < spatial.rank(); i++) {
            if (x.shape().size(2 + i) != spatial.size(i)) {
                x = along(x, 2 + i, spatial.size(i));
            }
        }
        return List.of(x);
    }

    private Value along(Value x, int axis, int size) {
        int source = x.shape().size(axis);
        int[] low = new int[size];
        int[] high = new int[size];
        float[] above = new float[size];
        long denominator = 1;
        for (int i = 0; i < size; i++) {
            Place place = place(i, source, size);
            denominator = place.denominator();
            low[i] = Math.toIntExact(place.numerator() / denominator);
            high[i] = Math.min(low[i] + 1, source - 1);
            above[i] = place.numerator() % denominator;
        }
        Value lower = read(x, axis, low);
        if (mode == Mode.NEAREST || mode == Mode.NEAREST_EXACT) {
            return lower;
        }
        int[] sizes = new int[x.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = size;
        Value share = x.trace().literal(Shape.of(sizes), above).divide(x.trace().constant(denominator));
        Value rest = share.negate().add(1);
        return lower.multiply(rest).add(read(x, axis, high).multiply(share));
    }

    private Place place(long i, long source, long size) {
        return switch (mode) {
            case NEAREST -> new Place(i * source, size);
            case NEAREST_EXACT -> new Place((2 * i + 1) * source, 2 * size);
            case LINEAR_CENTERS -> new Place(Math.max(0, (2 * i + 1) * source - size), 2 * size);
            case LINEAR_CORNERS -> size == 1 ? new Place(0, 1) : new Place(i * (source - 1), size - 1);
        };
    }

    private static Value read(Value x, int axis, int[] indices) {
        return x.apply(new Gather(axis), x.trace().literal(Shape.of(indices.length), indices));
    }
}
