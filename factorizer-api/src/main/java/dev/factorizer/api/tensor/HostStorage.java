package dev.factorizer.api.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Elements in memory of the host, row-major, in native byte order. */
public final class HostStorage implements Storage {
    private final Arena arena;
    private MemorySegment segment;

    private HostStorage(Arena arena, MemorySegment segment) {
        this.arena = arena;
        this.segment = segment;
    }

    /**
     * Storage on memory that somebody else keeps alive, such as a Java array.
     *
     * @param segment the memory
     * @return the storage; closing it frees nothing
     */
    public static HostStorage of(MemorySegment segment) {
        return new HostStorage(null, segment);
    }

    /**
     * Native memory of its own, freed by {@link #close}.
     *
     * @param bytes how much
     * @return the storage, all zero, aligned to 64 bytes
     */
    public static HostStorage allocate(long bytes) {
        Arena arena = Arena.ofShared();
        return new HostStorage(arena, arena.allocate(Math.max(bytes, 1), 64).asSlice(0, bytes));
    }

    /**
     * The memory.
     *
     * @return the segment
     * @throws IllegalStateException if this was closed
     */
    public MemorySegment segment() {
        if (segment == null) {
            throw new IllegalStateException("tensor: used after it was closed");
        }
        return segment;
    }

    @Override
    public HostStorage toHost(Type type) {
        return this;
    }

    @Override
    public void close() {
        segment = null;
        if (arena != null && arena.scope().isAlive()) {
            arena.close();
        }
    }
}
