package dev.factorizer.models.runs;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.Program;
import dev.factorizer.models.recipes.Recipe;
import java.util.Locale;

/**
 * The memory that a training will take, known before its first step.
 *
 * @param trainingBytes the step's program: parameters, optimizer, arena, batch
 * @param validationBytes the network that segments between epochs
 * @param heapBytes batches that are prepared ahead, the largest validation case, a copy of the weights, in Java's heap
 * @param runtimeBytes what the process takes besides, as the backend states it
 * @param onHost whether the programs take the machine's memory, and not a device's own
 */
public record RunMemory(long trainingBytes, long validationBytes, long heapBytes, long runtimeBytes, boolean onHost) {
    /** Batches that are prepared while one is trained on; as many as a step has if that is more. */
    static final int BATCHES_AHEAD = 2;
    /** The one that is trained on, and one that is being made. */
    private static final int OTHER_BATCHES = 2;

    /**
     * {@return what a training will take, and the validation of its largest case}
     *
     * @param recipe of the training
     * @param training the plan of its step
     * @param largestVoxels of the largest validation case, prepared; 0 if there is none
     * @param backend where it is validated
     * @param options with which
     */
    public static RunMemory of(Recipe recipe, MemoryPlan training, long largestVoxels, Backend backend, CompileOptions options) {
        Program program = recipe.model().program();
        long channels = recipe.model().network().inputChannels();
        long regions = recipe.model().network().outputChannels();
        long patch = recipe.augmentation().patch().size().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        long batch = Float.BYTES * patch * recipe.length().batchSize() * (channels + recipe.regions().map(split -> (long) split.regions().size())
                .orElse(1L));
        // The image, its copy on the way, the label map and masks; and the sums of windows, at most.
        long largest = Float.BYTES * largestVoxels * (2 * channels + 3 + 2 * regions);
        long weights = program.parameters().stream().mapToLong(spec -> spec.shape().elements() * Float.BYTES).sum();
        long validation = 0;
        if (largestVoxels > 0) {
            MemoryPlan plan = backend.plan(program.graph(), options);
            validation = plan.totalBytes() + plan.hostBytes();
        }
        return new RunMemory(training.totalBytes() + training.hostBytes(), validation,
                batch * (Math.max(BATCHES_AHEAD, recipe.length().accumulation()) + OTHER_BATCHES) + largest + 2 * weights,
                training.runtimeBytes(), backend.device().sharesHostMemory());
    }

    /** {@return all of it, in bytes} */
    public long totalBytes() {
        return trainingBytes + validationBytes + heapBytes + runtimeBytes;
    }

    /**
     * Refuses a training that won't fit.
     *
     * @param limit the most that it may take, in bytes
     * @param origin what sets the limit, for the message
     * @param heap the most that Java's heap may take
     * @throws IllegalArgumentException saying what it takes, and what to do
     */
    void require(long limit, String origin, long heap) {
        if (heapBytes > heap) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "memory: training takes %,d MiB of Java's heap for batches, cases"
                    + " and weights, found %,d; give it more, for example by FACTORIZER_JAVA_OPTIONS=-Xmx%dg, or take smaller batches",
                    mebibytes(heapBytes), heap >> 20, Math.ceilDiv(heapBytes, 1L << 30)));
        }
        if (totalBytes() > limit) {
            throw new IllegalArgumentException("memory: training takes " + describe() + String.format(Locale.ROOT, ", expected at most %,d"
                    + " MiB (%s); take smaller batches, a smaller window or fewer channels", limit >> 20, origin));
        }
    }

    /** {@return the plan in a line, such as {@code 512 MiB: training 400, validation 60, …}} */
    public String describe() {
        return String.format(Locale.ROOT, "%,d MiB: training %,d, validation %,d, heap %,d, runtime %,d", mebibytes(totalBytes()),
                mebibytes(trainingBytes), mebibytes(validationBytes), mebibytes(heapBytes), mebibytes(runtimeBytes));
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }
}
