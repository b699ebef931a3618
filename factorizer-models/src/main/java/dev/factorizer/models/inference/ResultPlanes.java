package dev.factorizer.models.inference;

import dev.factorizer.io.transforms.Planes;
import dev.factorizer.io.transforms.VoxelBox;
import java.util.List;

/** The last few planes of a result (C, Y, Z) along the first axis of the network's grid: a new one takes the oldest one's place. */
final class ResultPlanes implements Planes {
    private VoxelBox box;
    private final float[][] planes;

    /** Planes for any of several boxes. */
    ResultPlanes(List<VoxelBox> boxes, int count, int channels) {
        this.box = boxes.getFirst();
        this.planes = new float[count][boxes.stream().mapToInt(each -> Math.multiplyExact(channels, each.size(1) * each.size(2)))
                .max().orElseThrow()];
    }

    /** Goes on to another of the boxes. */
    void begin(VoxelBox next) {
        box = next;
    }

    @Override
    public float[] values(int x) {
        return planes[x % planes.length];
    }

    @Override
    public int start(int x) {
        return 0;
    }

    @Override
    public int channelStride() {
        return box.size(1) * box.size(2);
    }

    @Override
    public int rowStride() {
        return box.size(2);
    }

    @Override
    public int firstY() {
        return box.fromY();
    }

    @Override
    public int firstZ() {
        return box.fromZ();
    }
}
