package dev.factorizer.models.networks;

import java.util.List;

/**
 * What the settings of a transformer may be. They come from files, and a few bytes could otherwise ask for work of years: each limit
 * is far beyond every published network.
 *
 * @param network its kind, which begins each complaint
 */
record TransformerLimits(String network) {
    private static final int MOST_CHANNELS = 1 << 16;
    private static final long MOST_VOXELS = 1L << 27;
    private static final int LONGEST = 200;

    /** A number of channels. */
    void channels(String setting, int number) {
        require(number >= 1 && number <= MOST_CHANNELS, setting, number, "1 to " + MOST_CHANNELS);
    }

    /** The size of the images: 2 or 3 axes, each a multiple of the step. */
    void spatialSize(List<Integer> sizes, int step) {
        require(sizes.size() == 2 || sizes.size() == 3, "spatialSize", sizes, "2 or 3 axes");
        require(sizes.stream().allMatch(size -> size >= step && size % step == 0), "spatialSize", sizes, "multiples of " + step);
        require(sizes.stream().mapToLong(Integer::longValue).reduce(1, TransformerLimits::product) <= MOST_VOXELS, "spatialSize",
                sizes, "at most " + MOST_VOXELS + " voxels, as 512 along each of three axes");
    }

    /** The product of positive numbers, or the greatest number there is. */
    private static long product(long a, long b) {
        return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    /** Channels that fall into heads. */
    void heads(String setting, int heads, String channelSetting, int channels) {
        require(heads >= 1 && channels % heads == 0, setting, heads, "a number that divides " + channelSetting + ", which is "
                + channels);
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
