package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;

/**
 * A volume as a batch of what a network takes: a network of two axes sees each axial slice as an image of its own, one of one
 * axis each line along X; one of three sees the volume as it is.
 *
 * @param axes of the network, 1 to 3
 */
record Slices(int axes) {
    /** (C, X, Y, Z) → (slices, C, S…). Shares the volume's memory where nothing has to move. */
    Tensor batch(Volume volume) {
        int slices = count(volume.grid());
        int voxels = volume.grid().voxels() / slices;
        Shape shape = Shape.of(slices, volume.channels()).append(spatial(volume.grid()).sizes());
        return Tensor.of(shape, transposed(volume.voxels(), volume.channels() * voxels, slices));
    }

    /** (slices, C, S…) → (C, X, Y, Z), on the grid the batch was made from. */
    float[] volume(Tensor batch) {
        int slices = batch.shape().size(0);
        return transposed(batch.toFloats(), slices, Math.toIntExact(batch.shape().elements() / slices));
    }

    Shape spatial(Grid grid) {
        return Shape.of(Arrays.copyOf(grid.sizes(), axes));
    }

    int count(Grid grid) {
        return Arrays.stream(grid.sizes()).skip(axes).reduce(1, (a, b) -> a * b);
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        if (rows == 1 || columns == 1) {
            return values;
        }
        float[] moved = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                moved[column * rows + row] = values[row * columns + column];
            }
        }
        return moved;
    }
}
