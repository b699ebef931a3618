package dev.factorizer.backend.jvm.kernels;

import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;

/** Walks the voxels of all images panel by panel, in tasks whose size follows from the work in a panel alone. */
final class PanelLoop {
    /** Floating-point operations of a task: some 20 µs, so that handing it out costs nothing. */
    private static final long TASK = 4_000_000;

    /** Computes one panel. */
    interface Body {
        /** Computes the panel of an image that begins at {@code voxel}. */
        void run(int image, long voxel, Scratch scratch);
    }

    private PanelLoop() { }

    /**
     * Runs the loop.
     *
     * @param work floating-point operations of one voxel
     */
    static void run(int batch, long voxels, long work, Workers workers, Body body) {
        long panels = Math.ceilDiv(voxels, Gemm.PANEL);
        long perTask = Math.clamp(TASK / Math.max(1, work * Gemm.PANEL), 1, Math.max(1, panels));
        long tasks = Math.ceilDiv(panels, perTask);
        workers.forEach(Math.toIntExact(batch * tasks), (task, scratch) -> {
            long first = task % tasks * perTask;
            for (long panel = first; panel < Math.min(panels, first + perTask); panel++) {
                body.run((int) (task / tasks), panel * Gemm.PANEL, scratch);
            }
        });
    }
}
