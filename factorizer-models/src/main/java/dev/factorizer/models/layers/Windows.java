package dev.factorizer.models.layers;

import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import java.util.Collections;
import java.util.List;

/** Which voxels share a matrix: all, those of a window, or those of windows in several places (Ashtari et al. 2023, 3.2). */
public sealed interface Windows {
    /** {@return into which groups the channels fall} */
    Heads heads();

    /**
     * The layout of an image.
     *
     * @param image (B, C, S…)
     * @return heads, windows and shifts in numbers
     * @throws dev.factorizer.api.tensor.ShapeException if channels or axes don't divide
     */
    Matricization layout(Shape image);

    /**
     * Global Factorizer: the whole image is one window.
     *
     * @param heads groups of channels
     */
    record Global(Heads heads) implements Windows {
        @Override
        public Matricization layout(Shape image) {
            return new Local(heads, new Partition.Grid(List.of(1))).layout(image);
        }
    }

    /**
     * Local Factorizer: windows side by side.
     *
     * @param heads groups of channels
     * @param cells their size or number
     */
    record Local(Heads heads, Partition cells) implements Windows {
        @Override
        public Matricization layout(Shape image) {
            return cells.layout(image.spatial(), heads.of(image.size(1)),
                    List.of(Collections.nCopies(image.rank() - 2, 0)));
        }
    }

    /**
     * Swin Factorizer: windows side by side, once for each shift of the image; the results are averaged.
     *
     * @param heads groups of channels
     * @param cells their size or number
     * @param shifts for each shift, by how many voxels the image is rolled: an entry for each axis, one for all, or none for
     *     the image as it is
     */
    record Shifted(Heads heads, Partition cells, List<List<Integer>> shifts) implements Windows {
        /** Checks the shifts. */
        public Shifted {
            shifts = shifts.stream().map(List::copyOf).toList();
            if (shifts.isEmpty()) {
                throw new IllegalArgumentException("windows: no shifts, expected at least one; use local windows instead");
            }
        }

        /**
         * The reference's default: as it is, and shifted by half a window, rounded down.
         *
         * @param heads groups of channels
         * @param patch the windows' size
         * @return the windows
         */
        public static Shifted byHalf(Heads heads, Partition.Patch patch) {
            return new Shifted(heads, patch, List.of(List.of(), patch.sizes().stream().map(size -> size / 2).toList()));
        }

        @Override
        public Matricization layout(Shape image) {
            int rank = image.rank() - 2;
            return cells.layout(image.spatial(), heads.of(image.size(1)), shifts.stream()
                    .map(shift -> shift.isEmpty() ? Collections.nCopies(rank, 0) : Partition.perAxis(shift, rank)).toList());
        }
    }
}
