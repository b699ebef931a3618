package dev.factorizer.io.voxels;

import dev.factorizer.io.files.MalformedFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where the numbers of a file go in a volume (C, X, Y, Z): the axes of the file, from the one that changes fastest, are axes of
 * space or of channels. Several axes of channels become one, in which the first of them changes fastest.
 */
public final class VoxelOrder {
    /** The role of an axis that is none of space. */
    public static final int CHANNEL = -1;

    private static final long MOST_VALUES = Integer.MAX_VALUE - 16;

    private final int[] sizes;
    private final int[] strides;
    private final int[] space;
    private final int channels;

    private VoxelOrder(int[] sizes, int[] strides, int[] space, int channels) {
        this.sizes = sizes;
        this.strides = strides;
        this.space = space;
        this.channels = channels;
    }

    /**
     * The order of a file's axes.
     *
     * @param file the file, for messages
     * @param sizes the size along each axis, the fastest first
     * @param roles what each axis is: 0, 1 and 2 for x, y and z, each at most once, or {@link #CHANNEL}
     * @return the order
     * @throws MalformedFileException if a size is below 1, or no array can hold so many values
     */
    public static VoxelOrder of(Path file, List<Long> sizes, int... roles) throws MalformedFileException {
        long values = 1;
        for (long size : sizes) {
            if (size < 1) {
                throw new MalformedFileException(file, "has the sizes " + sizes + ", expected at least 1 each");
            }
            values = size > MOST_VALUES ? MOST_VALUES + 1 : Math.min(values * size, MOST_VALUES + 1);
        }
        if (values > MOST_VALUES) {
            throw new MalformedFileException(file, "has the sizes " + sizes + ", expected less than 2³¹ values");
        }
        int[] lengths = sizes.stream().mapToInt(Long::intValue).toArray();
        int[] space = {1, 1, 1};
        int channels = 1;
        for (int axis = 0; axis < roles.length; axis++) {
            if (roles[axis] == CHANNEL) {
                channels *= lengths[axis];
            } else {
                space[roles[axis]] = lengths[axis];
            }
        }
        int[] steps = {space[1] * space[2], space[2], 1};
        int[] strides = new int[roles.length];
        int channelStep = space[0] * steps[0];
        for (int axis = 0; axis < roles.length; axis++) {
            if (roles[axis] == CHANNEL) {
                strides[axis] = channelStep;
                channelStep *= lengths[axis];
            } else {
                strides[axis] = steps[roles[axis]];
            }
        }
        return new VoxelOrder(lengths, strides, space, channels);
    }

    /** {@return the number of values} */
    public int values() {
        return channels * space[0] * space[1] * space[2];
    }

    /** {@return how many values a voxel has} */
    public int channels() {
        return channels;
    }

    /**
     * The size along an axis of space.
     *
     * @param axis 0 to 2
     * @return voxels
     */
    public int size(int axis) {
        return space[axis];
    }

    /** {@return a writer of values, from the first in the file to the last} */
    Placing into(float[] volume) {
        return new Placing(volume);
    }

    /** Where in the file a value is, for messages. */
    List<Integer> index(long value) {
        Integer[] index = new Integer[sizes.length];
        long rest = value;
        for (int axis = 0; axis < sizes.length; axis++) {
            index[axis] = (int) (rest % sizes[axis]);
            rest /= sizes[axis];
        }
        return Arrays.asList(index);
    }

    /** Puts one value after the other into its place. */
    final class Placing {
        private final float[] volume;
        private final int[] index = new int[sizes.length];
        private int place;

        private Placing(float[] volume) {
            this.volume = volume;
        }

        void put(float[] values, int count) {
            int done = 0;
            while (done < count) {
                int stride = strides[0];
                int run = Math.min(count - done, sizes[0] - index[0]);
                for (int i = 0; i < run; i++) {
                    volume[place] = values[done + i];
                    place += stride;
                }
                done += run;
                index[0] += run;
                for (int axis = 0; index[axis] == sizes[axis] && axis < sizes.length - 1; axis++) {
                    place += strides[axis + 1] - sizes[axis] * strides[axis];
                    index[axis] = 0;
                    index[axis + 1]++;
                }
            }
        }
    }
}
