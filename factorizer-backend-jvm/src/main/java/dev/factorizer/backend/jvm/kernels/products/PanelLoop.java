package dev.factorizer.backend.jvm.kernels.products;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;

/** Walks the voxels of all images panel by panel, in tasks whose size follows from the work in a panel alone. */
public final class PanelLoop {
    /** Floating-point operations of a task: some 20 µs, so that handing it out costs nothing. */
    private static final long TASK = 4_000_000;

    /** Computes one panel. */
    public interface Body {
        /**
         * Computes the panel.
         *
         * @param image which of the batch
         * @param voxel its first voxel
         * @param scratch working arrays, given back after each panel
         */
        void run(int image, long voxel, Scratch scratch);
    }

    private PanelLoop() { }

    /**
     * Runs the loop.
     *
     * @param batch images
     * @param voxels of an image
     * @param work floating-point operations of one voxel
     * @param workers who computes
     * @param body computes a panel
     */
    public static void run(int batch, long voxels, long work, Workers workers, Body body) {
        long panels = Math.ceilDiv(voxels, Gemm.PANEL);
        long perTask = Math.clamp(TASK / Math.max(1, work * Gemm.PANEL), 1, Math.max(1, panels));
        long tasks = Math.ceilDiv(panels, perTask);
        workers.forEach(Math.toIntExact(batch * tasks), (task, scratch) -> {
            long first = task % tasks * perTask;
            int mark = scratch.mark();
            for (long panel = first; panel < Math.min(panels, first + perTask); panel++) {
                body.run((int) (task / tasks), panel * Gemm.PANEL, scratch);
                scratch.release(mark);
            }
        });
    }
}
