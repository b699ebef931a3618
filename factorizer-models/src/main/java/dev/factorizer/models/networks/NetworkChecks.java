package dev.factorizer.models.networks;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Collections;
import java.util.List;

/**
 * What all networks check of their settings, and how large numbers may be. Settings come from files, and a few bytes could
 * otherwise ask for work of years. Each limit is far beyond every published network.
 *
 * @param network its name, which begins each complaint
 */
record NetworkChecks(String network) {
    /** Of an axis, and of channels: their product with a window still fits into 64 bits. */
    private static final int LARGEST_SIZE = 1 << 16;
    /** 512³: one channel of a window takes 512 MiB. */
    private static final long MOST_VOXELS = 1L << 27;
    /** An axis of the largest size is halved so often. */
    private static final int MOST_STAGES = 17;
    private static final int LONGEST = 200;

    void channels(String setting, int number) {
        require(number >= 1 && number <= LARGEST_SIZE, setting, number, "a number from 1 to " + LARGEST_SIZE);
    }

    /** Channels of each stage. */
    void widths(List<Integer> widths) {
        require(!widths.isEmpty(), "widths", widths, "at least one stage");
        positive("widths", widths);
        size("widths", widths);
        require(widths.size() <= MOST_STAGES, "widths", widths, "at most " + MOST_STAGES + " stages");
    }

    void spatialSize(List<Integer> sizes) {
        positive("spatialSize", sizes);
        require(sizes.size() <= 3, "spatialSize", sizes, "1 to 3 axes");
        size("spatialSize", sizes);
        long voxels = sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        require(voxels <= MOST_VOXELS, "spatialSize", sizes, "at most " + MOST_VOXELS
                + " voxels, as 512 along each of three axes");
    }

    /** Images of two or three axes that are halved until a step is one voxel. */
    void spatialSize(List<Integer> sizes, int step) {
        spatialSize(sizes);
        require(sizes.size() >= 2, "spatialSize", sizes, "2 or 3 axes");
        require(sizes.stream().allMatch(size -> size % step == 0), "spatialSize", sizes, "multiples of " + step);
    }

    /** Heads of an attention. */
    void heads(String setting, int heads, String channelSetting, int channels) {
        require(heads >= 1 && channels % heads == 0, setting, heads, "a number that divides " + channelSetting + ", which is "
                + channels);
    }

    void share(String setting, double value) {
        require(value >= 0 && value < 1, setting, value, "at least 0 and below 1");
    }

    /** An image that the network is applied to. */
    void input(Shape x, int channels, List<Integer> spatialSize) {
        Shape expected = Shape.of(spatialSize.stream().mapToInt(Integer::intValue).toArray());
        if (x.rank() != expected.rank() + 2 || x.size(1) != channels || !x.spatial().equals(expected)) {
            throw new ShapeException(network + ": input has shape " + x + ", expected batch×" + channels + "×" + expected);
        }
    }

    private void positive(String setting, List<Integer> numbers) {
        require(least(numbers) >= 1, setting, numbers, "numbers of at least 1");
    }

    private void size(String setting, List<Integer> numbers) {
        require(Collections.max(numbers) <= LARGEST_SIZE, setting, numbers, "numbers of at most " + LARGEST_SIZE);
    }

    /** The least of some numbers; 0 if there are none. */
    static int least(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).min().orElse(0);
    }

    /**
     * Refuses a setting.
     *
     * @param holds whether it is as it should be
     * @param setting its name
     * @param found what it is; a long list is shortened
     * @param expected what it may be
     */
    void require(boolean holds, String setting, Object found, String expected) {
        if (!holds) {
            String text = String.valueOf(found);
            throw new IllegalArgumentException(network + ": " + setting + " is " + (text.length() > LONGEST
                    ? text.substring(0, LONGEST) + "…" : text) + ", expected " + expected);
        }
    }
}
