package dev.factorizer.backend.tornado.kernels;

/** What one work item of a kernel does. */
@FunctionalInterface
public interface Body {
    /**
     * Does the work of one item.
     *
     * @param item which one, from 0
     * @param memory the device's memory for float32, in which everything has its offset
     * @param integers the device's memory for int32; its first element is set when something is wrong, see {@link Kernel}
     * @param settings first the number of items, then offsets, sizes and strides as the kernel defines them
     */
    void run(int item, float[] memory, int[] integers, int[] settings);
}
