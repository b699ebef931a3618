package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import java.util.Locale;

/**
 * What segmenting a scan will take, known before a network runs.
 *
 * @param image the scan on the network's grid: its spatial sizes
 * @param windows how many windows there are, for all models and flips
 * @param runs how many are run: those that reach into several bands run for each
 * @param bands in how many bands the scan is segmented, one after the other
 * @param networkBytes the networks: weights, arenas, and a window with its result
 * @param preparationBytes what the heap held at most until now, to read the scan from files and to bring it onto the network's grid
 * @param imageBytes the image on the network's grid, and the scan where it is another
 * @param sumBytes the sums of windows, and the last planes of probabilities
 * @param resultBytes the labels, and what else is kept
 * @param runtimeBytes what the process takes besides, as the backend states it
 */
public record SegmentationPlan(Shape image, int windows, int runs, int bands, long networkBytes, long preparationBytes, long imageBytes, long sumBytes,
        long resultBytes, long runtimeBytes) {
    /** {@return all memory that segmenting takes, in bytes} */
    public long totalBytes() {
        return networkBytes + imageBytes + sumBytes + resultBytes;
    }

    /**
     * {@return what the process is expected to occupy at its peak, in bytes: the networks, the runtime, and the heap, which hardly
     * shrinks below what it took for the preparation}
     */
    public long residentBytes() {
        return networkBytes + runtimeBytes + Math.max(preparationBytes, imageBytes + sumBytes + resultBytes);
    }

    /** {@return the plan in a line, such as {@code 36 windows in 1 band, 512 MiB: …}} */
    public String describe() {
        return String.format(Locale.ROOT, "%,d %s%s in %d %s; %,d MiB: networks %,d, preparation %,d, then image"
                + " %,d, sums %,d, result %,d; runtime %,d",
                windows, windows == 1 ? "window" : "windows", runs == windows ? "" : String.format(Locale.ROOT,
                " (%,d with those that are run again)", runs), bands, bands == 1 ? "band" : "bands", mebibytes(residentBytes()),
                mebibytes(networkBytes), mebibytes(preparationBytes), mebibytes(imageBytes), mebibytes(sumBytes), mebibytes(resultBytes), mebibytes(runtimeBytes));
    }

    private static long mebibytes(long bytes) {
        return (bytes >> 20) + ((bytes & (1 << 20) - 1) == 0 ? 0 : 1);
    }
}
