package dev.factorizer.backend.jvm.kernels;

import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * Cuts a node's working memory into the named parts of a kernel's record. The function that makes the record says each size
 * once: run without memory it measures, run with memory it cuts.
 */
public final class WorkspaceSlices {
    private final MemorySegment memory;
    private long taken;

    private WorkspaceSlices(MemorySegment memory) {
        this.memory = memory;
    }

    /**
     * How much memory the parts take together.
     *
     * @param parts makes the record of parts
     * @return bytes
     */
    public static long bytes(Function<WorkspaceSlices, ?> parts) {
        WorkspaceSlices measured = new WorkspaceSlices(null);
        parts.apply(measured);
        return measured.taken;
    }

    /**
     * The parts of some memory.
     *
     * @param <W> the record of parts
     * @param memory of at least {@link #bytes}
     * @param parts makes the record of parts
     * @return the parts, which lie one after another
     */
    public static <W> W cut(MemorySegment memory, Function<WorkspaceSlices, W> parts) {
        return parts.apply(new WorkspaceSlices(memory));
    }

    /**
     * The next part.
     *
     * @param bytes its size
     * @return the part; null while the parts are only measured
     */
    public MemorySegment next(long bytes) {
        long from = taken;
        taken = Math.addExact(taken, bytes);
        return memory == null ? null : memory.asSlice(from, bytes);
    }

    /**
     * The next part, of floats.
     *
     * @param count how many
     * @return the part; null while the parts are only measured
     */
    public MemorySegment nextFloats(long count) {
        return next(Math.multiplyExact(count, Float.BYTES));
    }
}
