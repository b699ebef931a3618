package dev.factorizer.models.runs;

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
