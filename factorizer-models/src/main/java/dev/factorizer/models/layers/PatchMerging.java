package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Each cell of two voxels a side becomes one voxel: the channels of its corners one after the other, a normalization, a linear map to
 * twice the channels (Liu et al. 2021, section 3.1): (B, C, S…) → (B, 2C, S/2…), two or three axes. Parameters {@code
 * reduction.weight} (2C, corners·C), {@code norm.weight} and {@code norm.bias} (corners·C), named as in MONAI.
 *
 * @param corners which corners of a cell, and in which order
 */
public record PatchMerging(Corners corners) implements Layer {
    /** The corners of a cell of three axes. A cell of two axes always has its four corners, the first axis fastest. */
    public enum Corners {
        /** All eight, as MONAI takes them since version 1.5. */
        EIGHT("000 100 010 001 110 101 011 111"),
        /** As MONAI took them up to version 1.4: 010 and 001 twice, 110 and 011 never. */
        SIX("000 100 010 001 101 010 001 111"),
        /** All eight, the last axis fastest: MONAI's {@code mergingv2}. */
        ORDERED("000 001 010 011 100 101 110 111");

        private static final List<String> PLANE = List.of("00", "10", "01", "11");

        private final List<String> places;

        Corners(String places) {
            this.places = List.of(places.split(" "));
        }

        private List<String> of(int rank) {
            return switch (rank) {
                case 2 -> PLANE;
                case 3 -> places;
                default -> throw new ShapeException("patch merging: an image of " + rank + " axes, expected 2 or 3");
            };
        }
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<String> places = corners.of(x.shape().rank() - 2);
        int joined = places.size() * x.channels();
        Value weight = TokenLinear.weight(at.child("reduction"), joined, 2 * x.channels());
        Value[] parts = places.stream().map(place -> corner(x, place)).toArray(Value[]::new);
        Value cells = parts[0].concatenate(1, Arrays.copyOfRange(parts, 1, parts.length));
        return at.apply("norm", new TokenNormalization(), cells)
                .apply(new ChannelLinear(), weight.reshape(2 * x.channels(), joined, 1));
    }

    private static Value corner(Value x, String place) {
        Shape shape = x.shape();
        List<Integer> starts = new ArrayList<>(List.of(0, 0));
        List<Integer> sizes = new ArrayList<>(List.of(shape.size(0), shape.size(1)));
        List<Integer> steps = new ArrayList<>(List.of(1, 1));
        for (int axis = 2; axis < shape.rank(); axis++) {
            if (shape.size(axis) % 2 != 0) {
                throw new ShapeException("patch merging: an image of " + shape.spatial() + ", expected even sizes");
            }
            starts.add(place.charAt(axis - 2) - '0');
            sizes.add(shape.size(axis) / 2);
        }
        steps.addAll(Collections.nCopies(shape.rank() - 2, 2));
        return x.apply(new Slice(starts, sizes, steps));
    }
}
