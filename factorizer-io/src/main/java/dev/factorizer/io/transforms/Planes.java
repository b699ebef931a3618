package dev.factorizer.io.transforms;

/**
 * Values on a grid, or on a part of its second and third axis, that lie in memory plane by plane along the first axis. Not all
 * planes need to be there at a time.
 */
public interface Planes {
    /**
     * The array that holds a plane.
     *
     * @param x its index along the first axis
     * @return the value of (channel, y, z) is at {@code start(x) + channel·channelStride() + (y − firstY())·rowStride() + z −
     *     firstZ()}
     */
    float[] values(int x);

    /**
     * Where a plane begins in its array.
     *
     * @param x its index along the first axis
     * @return the place of its first value
     */
    int start(int x);

    /** {@return how far apart the channels of a plane are} */
    int channelStride();

    /** {@return how far apart neighbors along the second axis are} */
    int rowStride();

    /** {@return the first index along the second axis} */
    int firstY();

    /** {@return the first index along the third axis} */
    int firstZ();
}
