package dev.factorizer.api.backend;

/**
 * How a graph is made ready to run.
 *
 * @param recompute whether gradients compute forward values again instead of keeping them: less memory, more time
 * @param memoryLimitBytes the most a program may plan; beyond it, compiling fails before anything is allocated
 */
public record CompileOptions(boolean recompute, long memoryLimitBytes) {
    /** Keep what gradients need; no limit but the device's. */
    public static final CompileOptions DEFAULT = new CompileOptions(false, Long.MAX_VALUE);
}
