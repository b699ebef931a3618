package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * All planes of a volume.
 *
 * @param volume the volume
 */
record VolumePlanes(Volume volume) implements Planes {
    @Override
    public float[] values(int x) {
        return volume.voxels();
    }

    @Override
    public int start(int x) {
        return x * rowStride() * volume.grid().y();
    }

    @Override
    public int channelStride() {
        return volume.grid().voxels();
    }

    @Override
    public int rowStride() {
        return volume.grid().z();
    }

    @Override
    public int firstY() {
        return 0;
    }

    @Override
    public int firstZ() {
        return 0;
    }

    /** Samples the volume at all voxels of another grid. */
    Volume read(Grid target, Resampling resampling) {
        float[] voxels = new float[target.values(volume.channels())];
        Threads.each(target.x(), (long) target.y() * target.z() * volume.channels(), x -> {
            float[] row = new float[target.z()];
            RowReader reader = new RowReader(resampling, new int[3], target.z());
            for (int y = 0; y < target.y(); y++) {
                reader.moveTo(this, x, y, 0, target.z());
                for (int channel = 0; channel < volume.channels(); channel++) {
                    reader.read(channel, row);
                    System.arraycopy(row, 0, voxels, ((channel * target.x() + x) * target.y() + y) * target.z(), row.length);
                }
            }
        });
        return new Volume(target, volume.channels(), voxels);
    }
}
