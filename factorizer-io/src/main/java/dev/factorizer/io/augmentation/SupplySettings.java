package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.NumberLabels;
import dev.factorizer.io.transforms.SplitRegions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How batches are prepared. Only seed, batch size, regions, classes and what is unknown decide what is in them.
 *
 * @param seed of the order of cases and of all that is drawn
 * @param batchSize samples in a batch
 * @param regions the regions that a label map is made into; empty: targets are label maps
 * @param classes the labels of classes that exclude each other, which become their numbers in targets; empty: labels stay as they are
 * @param threads how many prepare samples in the background; each makes one sample at a time
 * @param batchesAhead the most batches that are prepared before they are asked for, at least 1
 * @param bytesAhead the most memory that these batches take; at least one is prepared
 * @param unknown what label maps don't say; empty: they say everything
 */
public record SupplySettings(long seed, int batchSize, Optional<SplitRegions> regions, Optional<NumberLabels> classes, int threads,
        int batchesAhead, long bytesAhead, Optional<UnknownLabels> unknown) {
    private static final int MOST_THREADS = 1024;

    /** Checks the settings. */
    public SupplySettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("supply: batchSize is " + batchSize + ", expected at least 1");
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("supply: threads is " + threads + ", expected 1 to " + MOST_THREADS);
        }
        if (batchesAhead < 1) {
            throw new IllegalArgumentException("supply: batchesAhead is " + batchesAhead + ", expected at least 1");
        }
        if (bytesAhead < 1) {
            throw new IllegalArgumentException("supply: bytesAhead is " + bytesAhead + ", expected at least 1");
        }
        if (regions.isPresent() && classes.isPresent()) {
            throw new IllegalArgumentException("supply: targets are regions that may overlap and classes that exclude each other, expected"
                    + " one of the two");
        }
    }

    /** The labels of each region or class. Where neither is listed, a class is what its label is. */
    List<Set<Integer>> labels() {
        return regions.map(SplitRegions::regions).orElseGet(() -> classes.map(numbers -> numbers.values().stream())
                .orElseGet(() -> IntStream.rangeClosed(0, unknown.map(UnknownLabels::highest).orElse(0)).boxed()).map(Set::of).toList());
    }

    /**
     * As many threads as there are processors, two batches ahead, 2 GiB at most; targets are label maps.
     *
     * @param seed of the order of cases and of all that is drawn
     * @param batchSize samples in a batch
     */
    public SupplySettings(long seed, int batchSize) {
        this(seed, batchSize, Optional.empty(), Optional.empty(), Runtime.getRuntime().availableProcessors(), 2, 2L << 30,
                Optional.empty());
    }

    /**
     * The same with regions as targets.
     *
     * @param split makes a channel for each region of a label map
     * @return other settings
     */
    public SupplySettings withRegions(SplitRegions split) {
        return new SupplySettings(seed, batchSize, Optional.of(split), classes, threads, batchesAhead, bytesAhead, unknown);
    }

    /**
     * The same with label maps as targets whose labels have gaps, which a network's channels haven't.
     *
     * @param numbers the labels of all classes, in the order of the network's channels
     * @return other settings
     */
    public SupplySettings withClasses(NumberLabels numbers) {
        return new SupplySettings(seed, batchSize, regions, Optional.of(numbers), threads, batchesAhead, bytesAhead, unknown);
    }

    /**
     * The same for label maps that don't say everything.
     *
     * @param labels what they don't say; targets are {@link UnknownLabels#UNKNOWN} there
     * @return other settings
     */
    public SupplySettings withUnknown(UnknownLabels labels) {
        return new SupplySettings(seed, batchSize, regions, classes, threads, batchesAhead, bytesAhead, Optional.of(labels));
    }

    /**
     * The same with another number of threads.
     *
     * @param count at least 1
     * @return other settings
     */
    public SupplySettings withThreads(int count) {
        return new SupplySettings(seed, batchSize, regions, classes, count, batchesAhead, bytesAhead, unknown);
    }

    /**
     * The same with other limits to what is prepared before it is asked for.
     *
     * @param batches at least 1
     * @param bytes the most memory
     * @return other settings
     */
    public SupplySettings withAhead(int batches, long bytes) {
        return new SupplySettings(seed, batchSize, regions, classes, threads, batches, bytes, unknown);
    }
}
