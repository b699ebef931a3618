package dev.factorizer.api.backend;

import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.lowering.MatmulPrecision;

/**
 * How a graph is made ready to run.
 *
 * @param recompute whether gradients recompute forward values instead of keeping them: less memory, more time
 * @param memoryLimitBytes the most a program may plan; beyond it, compiling fails before anything is allocated
 * @param matmulPrecision what operands and results of matrix products and convolutions are stored in; compiling fails if the
 *     backend does not support it
 * @param fusion which operations become one before gradients are taken
 */
public record CompileOptions(boolean recompute, long memoryLimitBytes, MatmulPrecision matmulPrecision, Fusion fusion) {
    /** Keep what gradients need; no limit but the device's; float32 throughout; all rewrites. */
    public static final CompileOptions DEFAULT = new CompileOptions(false, Long.MAX_VALUE);

    /**
     * With float32 throughout and all rewrites.
     *
     * @param recompute whether gradients recompute forward values
     * @param memoryLimitBytes the most a program may plan
     */
    public CompileOptions(boolean recompute, long memoryLimitBytes) {
        this(recompute, memoryLimitBytes, MatmulPrecision.FLOAT32, Fusion.ALL);
    }

    /**
     * The same with another precision of products.
     *
     * @param precision what their operands and results are stored in
     * @return new options
     */
    public CompileOptions withMatmulPrecision(MatmulPrecision precision) {
        return new CompileOptions(recompute, memoryLimitBytes, precision, fusion);
    }

    /**
     * The same with other rewrites.
     *
     * @param rewrites such as {@code Fusion.ALL.without("mixerBranch")}
     * @return new options
     */
    public CompileOptions withFusion(Fusion rewrites) {
        return new CompileOptions(recompute, memoryLimitBytes, matmulPrecision, rewrites);
    }
}
