package dev.factorizer.backend.jvm.kernels.attention;

import dev.factorizer.api.operations.DotProductAttention;
import dev.factorizer.backend.jvm.kernels.elementwise.ElementaryFunctions;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The arithmetic of attention. Queries lie in the lanes: a panel of them has its scores with all keys in the thread's cache, a row for
 * each key, so that the softmax goes down the rows without sums across lanes, and both products are those of {@link Gemm}.
 *
 * @param batch samples
 * @param heads of a sample
 * @param windows of a head
 * @param channels of a token
 * @param tokens of a window
 */
record AttentionPanels(int batch, int heads, int windows, int channels, int tokens) {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Matrices of which each is one task; fewer are cut into panels. */
    private static final int MANY = 64;

    private enum Buffer implements Scratch.Name { KEYS, VALUES, QUERIES, SCORES, REGIONS, SUMS, RESULT }

    /**
     * Where tensors lie.
     *
     * @param query (B, H, W, D, N)
     * @param key (B, H, W, D, N)
     * @param value (B, H, W, D, N)
     * @param bias the turned bias; null for none
     * @param region (W, N); null for none
     * @param result (B, H, W, D, N)
     */
    record Memory(MemorySegment query, MemorySegment key, MemorySegment value, MemorySegment bias, MemorySegment region,
            MemorySegment result) { }

    private int panels() {
        return Math.ceilDiv(tokens, Gemm.PANEL);
    }

    /** From key to key of the turned bias: whole panels of queries. */
    private int step() {
        return panels() * Gemm.PANEL;
    }

    /** The size of the turned bias (H, keys, queries). */
    long turnedBytes() {
        return (long) heads * tokens * step() * Float.BYTES;
    }

    /** Turns a bias (H, queries, keys) into (H, keys, queries), zeros behind the queries. */
    void turn(MemorySegment bias, MemorySegment turned, Workers workers) {
        workers.forEach(heads * tokens, (row, scratch) -> {
            float[] numbers = scratch.floats(Buffer.SUMS, step());
            long from = (long) (row / tokens) * tokens * tokens + row % tokens;
            for (int i = 0; i < step(); i++) {
                numbers[i] = i < tokens ? bias.getAtIndex(ValueLayout.JAVA_FLOAT, from + (long) i * tokens) : 0;
            }
            MemorySegment.copy(numbers, 0, turned, ValueLayout.JAVA_FLOAT, (long) row * step() * Float.BYTES, step());
        });
    }

    /** Computes all results. */
    void run(Memory memory, Workers workers) {
        int matrices = Math.multiplyExact(Math.multiplyExact(batch, heads), windows);
        int parts = Math.clamp(MANY / Math.max(1, matrices), 1, Math.max(1, panels()));
        int panelsOfPart = Math.ceilDiv(panels(), parts);
        int[] channelRows = Gemm.rowOffsets(channels, Gemm.PANEL);
        int[] tokenRows = Gemm.rowOffsets(tokens, Gemm.PANEL);
        workers.forEach(tokens == 0 || channels == 0 ? 0 : Math.multiplyExact(matrices, parts), (task, scratch) -> {
            int matrix = task / parts;
            long from = (long) matrix * channels * tokens;
            float[] keys = scratch.floats(Buffer.KEYS, Gemm.packedLength(tokens, channels));
            Gemm.pack(memory.key, from, 1, tokens, tokens, channels, keys);
            float[] values = scratch.floats(Buffer.VALUES, Gemm.packedLength(channels, tokens));
            Gemm.pack(memory.value, from, tokens, 1, channels, tokens, values);
            float[] regions = regions(memory, matrix % windows, scratch);
            int mark = scratch.mark();
            int first = task % parts * panelsOfPart;
            for (int panel = first; panel < Math.min(panels(), first + panelsOfPart); panel++) {
                int query = panel * Gemm.PANEL;
                float[] scores = scores(memory, matrix, query, keys, channelRows, scratch);
                float[] sums = softmax(scores, regions, query, scratch);
                results(memory, from + query, scores, sums, values, tokenRows, scratch);
                scratch.release(mark);
            }
        });
    }

    /** The regions of a window's tokens, with room for whole panels; null where all see each other. */
    private float[] regions(Memory memory, int window, Scratch scratch) {
        if (memory.region == null) {
            return null;
        }
        float[] regions = scratch.floats(Buffer.REGIONS, step());
        MemorySegment.copy(memory.region, ValueLayout.JAVA_FLOAT, (long) window * tokens * Float.BYTES, regions, 0, tokens);
        boolean mixed = false;
        for (int i = 0; i < tokens; i++) {
            mixed |= regions[i] != regions[0];
        }
        return mixed ? regions : null;
    }

    /** The scores of a panel of queries (keys, PANEL). Queries behind the last are zero. */
    private float[] scores(Memory memory, int matrix, int query, float[] keys, int[] channelRows, Scratch scratch) {
        float[] queries = scratch.floats(Buffer.QUERIES, channels * Gemm.PANEL);
        int width = Math.min(Gemm.PANEL, tokens - query);
        float scale = (float) (1 / Math.sqrt(channels));
        for (int c = 0; c < channels; c++) {
            MemorySegment.copy(memory.query, ValueLayout.JAVA_FLOAT,
                    (((long) matrix * channels + c) * tokens + query) * Float.BYTES, queries, c * Gemm.PANEL, width);
            for (int i = 0; i < Gemm.PANEL; i++) {
                int at = c * Gemm.PANEL + i;
                queries[at] = i < width ? queries[at] * scale : 0;
            }
        }
        float[] scores = scratch.floats(Buffer.SCORES, Gemm.panelLength(tokens));
        if (memory.bias != null) {
            long head = (long) (matrix / windows % heads) * tokens * step() + query;
            for (int j = 0; j < tokens; j++) {
                MemorySegment.copy(memory.bias, ValueLayout.JAVA_FLOAT, (head + (long) j * step()) * Float.BYTES, scores,
                        j * Gemm.PANEL, Gemm.PANEL);
            }
        }
        for (int j = 0; j < tokens; j += Gemm.ROWS) {
            Gemm.rows(keys, j * channels, queries, 0, channelRows, channels, null, 0, scores, j * Gemm.PANEL, Gemm.PANEL,
                    memory.bias != null);
        }
        return scores;
    }

    /** Makes powers of scores, the greatest of each query 1, and gives their sums. */
    private float[] softmax(float[] scores, float[] regions, int query, Scratch scratch) {
        float[] sums = scratch.floats(Buffer.SUMS, Gemm.PANEL);
        for (int lane = 0; lane < Gemm.PANEL; lane += LANES) {
            FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
            for (int j = 0; j < tokens; j++) {
                FloatVector score = FloatVector.fromArray(SPECIES, scores, j * Gemm.PANEL + lane);
                if (regions != null) {
                    FloatVector region = FloatVector.fromArray(SPECIES, regions, query + lane);
                    score = score.add((float) DotProductAttention.APART, region.compare(VectorOperators.NE, regions[j]));
                    score.intoArray(scores, j * Gemm.PANEL + lane);
                }
                greatest = greatest.max(score);
            }
            for (int j = 0; j < tokens; j++) {
                int at = j * Gemm.PANEL + lane;
                FloatVector.fromArray(SPECIES, scores, at).sub(greatest).intoArray(scores, at);
            }
        }
        ElementaryFunctions.exp(scores, tokens * Gemm.PANEL);
        for (int lane = 0; lane < Gemm.PANEL; lane += LANES) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < tokens; j++) {
                sum = sum.add(FloatVector.fromArray(SPECIES, scores, j * Gemm.PANEL + lane));
            }
            sum.intoArray(sums, lane);
        }
        return sums;
    }

    /** Values weighted by powers, over their sums. */
    private void results(Memory memory, long to, float[] powers, float[] sums, float[] values, int[] tokenRows, Scratch scratch) {
        float[] results = scratch.floats(Buffer.RESULT, Gemm.ROWS * Gemm.PANEL);
        int width = Math.min(Gemm.PANEL, tokens - (int) (to % tokens));
        for (int c = 0; c < channels; c += Gemm.ROWS) {
            Gemm.rows(values, c * tokens, powers, 0, tokenRows, tokens, null, 0, results, 0, Gemm.PANEL, false);
            for (int r = 0; r < Math.min(Gemm.ROWS, channels - c); r++) {
                for (int i = 0; i < Gemm.PANEL; i++) {
                    results[r * Gemm.PANEL + i] /= sums[i];
                }
                MemorySegment.copy(results, r * Gemm.PANEL, memory.result, ValueLayout.JAVA_FLOAT,
                        (to + (long) (c + r) * tokens) * Float.BYTES, width);
            }
        }
    }
}
