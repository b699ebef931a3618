package dev.factorizer.io.augmentation;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.SpatialTransform;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.util.List;

/** Reads the patch of a sample from its case, with everything that moves voxels done in one step. */
final class PatchReader {
    /** An interpolated value takes as long as so many copies. */
    private static final int EFFORT = 16;

    private final TrainingCase source;
    private final List<Integer> start;
    private final List<Integer> size;
    private final PatchSampling sampling;
    private final PatchPosition position;

    private PatchReader(TrainingCase source, List<Integer> start, List<Integer> size, PatchSampling sampling, PatchPosition position) {
        this.source = source;
        this.start = start;
        this.size = size;
        this.sampling = sampling;
        this.position = position;
    }

    static Sample read(TrainingCase source, List<Integer> start, List<Integer> size, List<SpatialTransform> transforms,
            PatchSampling sampling) throws IOException {
        PatchPosition position = PatchPosition.of(start, size, transforms);
        PatchReader reader = new PatchReader(source, start, size, sampling, position);
        Grid grid = position.grid(source.grid(), size);
        VoxelBox box = position.isWhole() ? reader.patch() : reader.needed();
        VoxelBlock image = block(source, box, true);
        VoxelBlock label = block(source, box, false);
        float[] imageVoxels = position.isWhole() ? reader.flipped(image) : reader.resampled(image, true);
        float[] labelVoxels = position.isWhole() ? reader.flipped(label) : reader.resampled(label, false);
        return new Sample(source.name(), new Volume(grid, source.channels(), imageVoxels), new Volume(grid, 1, labelVoxels));
    }

    private VoxelBox patch() {
        return new VoxelBox(start.get(0), start.get(0) + size.get(0), start.get(1), start.get(1) + size.get(1), start.get(2),
                start.get(2) + size.get(2));
    }

    /** Coordinates are moved into this range: onto the patch's edge, or onto the zeros next to the case. */
    private int least(int axis) {
        return sampling == PatchSampling.MONAI ? start.get(axis) : -1;
    }

    private int most(int axis) {
        return sampling == PatchSampling.MONAI ? start.get(axis) + size.get(axis) - 1 : source.grid().size(axis);
    }

    private VoxelBox needed() {
        return position.needed(size, new int[] {least(0), least(1), least(2)}, new int[] {most(0), most(1), most(2)});
    }

    /** The voxels of a box; 0 outside of the case. */
    private static VoxelBlock block(TrainingCase source, VoxelBox box, boolean isImage) throws IOException {
        Grid grid = source.grid();
        int[] from = new int[3];
        int[] to = new int[3];
        boolean isEmpty = false;
        boolean isWhole = true;
        for (int axis = 0; axis < 3; axis++) {
            from[axis] = Math.max(0, box.from(axis));
            to[axis] = Math.min(grid.size(axis), box.to(axis));
            isEmpty |= from[axis] >= to[axis];
            isWhole &= from[axis] == box.from(axis) && to[axis] == box.to(axis);
        }
        int channels = isImage ? source.channels() : 1;
        if (isEmpty) {
            return new VoxelBlock(box, channels);
        }
        VoxelBox inside = new VoxelBox(from[0], to[0], from[1], to[1], from[2], to[2]);
        Volume part = isImage ? source.image(inside) : source.label(inside);
        return isWhole ? new VoxelBlock(box, channels, part.voxels())
                : new VoxelBlock(box, channels).with(part, from[0], from[1], from[2]);
    }

    private float[] flipped(VoxelBlock block) {
        boolean[] flipped = position.flipped();
        if (!flipped[0] && !flipped[1] && !flipped[2]) {
            return block.voxels();
        }
        float[] from = block.voxels();
        float[] to = new float[from.length];
        int sizeX = size.get(0);
        int sizeY = size.get(1);
        int sizeZ = size.get(2);
        Threads.each(block.channels() * sizeX, (long) sizeY * sizeZ, task -> {
            int plane = flipped[0] ? sizeX - 1 - task % sizeX : task % sizeX;
            for (int y = 0; y < sizeY; y++) {
                int at = ((task / sizeX * sizeX + plane) * sizeY + (flipped[1] ? sizeY - 1 - y : y)) * sizeZ;
                int row = (task * sizeY + y) * sizeZ;
                if (!flipped[2]) {
                    System.arraycopy(from, at, to, row, sizeZ);
                } else {
                    for (int z = 0; z < sizeZ; z++) {
                        to[row + z] = from[at + sizeZ - 1 - z];
                    }
                }
            }
        });
        return to;
    }

    private float[] resampled(VoxelBlock block, boolean isImage) {
        int planes = size.get(0);
        int rows = size.get(1);
        int length = size.get(2);
        float[] to = new float[Math.multiplyExact(block.channels(), planes * rows * length)];
        Threads.each(planes, (long) block.channels() * rows * length * EFFORT, x -> {
            PatchRow row = new PatchRow(block, length, isImage || sampling == PatchSampling.NNUNET);
            double[][] axes = new double[3][4];
            for (int axis = 0; axis < 3; axis++) {
                for (int i = 0; i < 4; i++) {
                    axes[axis][i] = position.way().get(axis, i);
                }
            }
            for (int y = 0; y < rows; y++) {
                for (int axis = 0; axis < 3; axis++) {
                    row.place(axis, axes[axis][0] * x + axes[axis][1] * y + axes[axis][3], axes[axis][2], least(axis), most(axis));
                }
                for (int channel = 0; channel < block.channels(); channel++) {
                    int at = ((channel * planes + x) * rows + y) * length;
                    if (isImage) {
                        row.read(channel, to, at);
                    } else {
                        row.readLabels(to, at);
                    }
                }
            }
        });
        return to;
    }
}
