package dev.factorizer.models.explanation;

import java.util.Locale;

/**
 * What the component maps of a layer will take, known before the network runs.
 *
 * @param layer its name
 * @param maps how many there are: shifts · heads · rank
 * @param windows how many times the network runs
 * @param heapBytes on the Java heap, beside the scan itself: the maps on the network's grid, and the way back for one of them
 * @param networkBytes the part of the network that finds the maps: weights, arena, and a window with its maps
 */
public record ComponentPlan(String layer, long maps, int windows, long heapBytes, long networkBytes) {
    /** {@return the plan in a line, such as {@code decoder.blocks.0: 32 maps in 27 windows; heap 410 MiB, network 96 MiB}} */
    public String describe() {
        return String.format(Locale.ROOT, "%s: %,d %s in %,d %s; heap %,d MiB, network %,d MiB", layer, maps, maps == 1 ? "map" : "maps",
                windows, windows == 1 ? "window" : "windows", mebibytes(heapBytes), mebibytes(networkBytes));
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }
}
