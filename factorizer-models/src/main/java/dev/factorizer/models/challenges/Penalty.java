package dev.factorizer.models.challenges;

/** The distance that counts where a lesion was missed, or found where none is. */
public sealed interface Penalty {
    /**
     * The distance on a grid.
     *
     * @param sizes of the grid, in voxels
     * @return mm
     */
    double distance(int[] sizes);

    /**
     * The same for each grid.
     *
     * @param millimeters the distance
     */
    record Fixed(double millimeters) implements Penalty {
        @Override
        public double distance(int[] sizes) {
            return millimeters;
        }
    }

    /** The diagonal in voxels, as the programs of 2024 have it; it is in mm only if voxels are 1 mm wide. */
    record GridDiagonal() implements Penalty {
        @Override
        public double distance(int[] sizes) {
            double squares = 0;
            for (int size : sizes) {
                squares += (double) size * size;
            }
            return Math.sqrt(squares);
        }
    }
}
