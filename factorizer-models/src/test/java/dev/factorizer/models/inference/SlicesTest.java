package dev.factorizer.models.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static Volume volume() {
        float[] voxels = new float[2 * 3 * 4 * 5];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i;
        }
        return new Volume(new Grid(3, 4, 5, Affine.diagonal(1, 1, 1)), 2, voxels);
    }

    @Test
    void volumesComeBack() {
        List<Shape> shapes = List.of(Shape.of(20, 2, 3), Shape.of(5, 2, 3, 4), Shape.of(1, 2, 3, 4, 5));
        for (int axes = 1; axes <= 3; axes++) {
            Slices slices = new Slices(axes);
            Tensor batch = slices.batch(volume());
            assertEquals(shapes.get(axes - 1), batch.shape());
            assertEquals(batch.shape().spatial(), slices.spatial(volume().grid()));
            assertEquals(batch.shape().size(0), slices.count(volume().grid()));
            assertArrayEquals(volume().voxels(), slices.volume(batch));
        }
    }

    @Test
    void aSliceHoldsWhatLiesInIt() {
        Volume volume = volume();
        float[] batch = new Slices(2).batch(volume).toFloats();
        for (int z = 0; z < 5; z++) {
            for (int c = 0; c < 2; c++) {
                for (int x = 0; x < 3; x++) {
                    for (int y = 0; y < 4; y++) {
                        assertEquals(volume.value(c, x, y, z), batch[((z * 2 + c) * 3 + x) * 4 + y]);
                    }
                }
            }
        }
    }

    @Test
    void aWholeVolumeIsNotCopied() {
        Volume volume = volume();
        MemorySegment memory = new Slices(3).batch(volume).segment();
        assertSame(volume.voxels(), memory.heapBase().orElseThrow());
    }
}
