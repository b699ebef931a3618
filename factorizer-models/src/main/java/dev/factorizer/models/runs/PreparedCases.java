package dev.factorizer.models.runs;

import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.io.cache.CaseCache;
import dev.factorizer.io.cache.CaseFiles;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.VolumeOutline;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.recipes.Recipe;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The cases of a fold, each opened once before the training begins: what is wrong with any is known then and not after hours, what they
 * are prepared into is in the cache, and what their files hold is known by hashes.
 *
 * @param training cases to train on
 * @param validation cases to validate with
 * @param hashes SHA-256 over the files of each case, by its id
 * @param voxels of the prepared validation cases, in their order
 */
record PreparedCases(List<CaseSource> training, List<CaseSource> validation, Map<String, String> hashes, List<Long> voxels) {
    private static final int MOST_SHOWN = 20;
    /** A case takes so many times its image while it is prepared: as read, as turned, resampled and normalized, and its label map. */
    private static final long COPIES = 6;

    /** Of the prepared validation cases, the most voxels; 0 without any. */
    long largestVoxels() {
        return voxels.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Some validation cases, as near to the mean size as there are; all, if there are no more. */
    List<CaseSource> meanValidation(int count) {
        double mean = voxels.stream().mapToLong(Long::longValue).average().orElse(0);
        return IntStream.range(0, validation.size()).boxed().sorted(Comparator.comparingDouble(i -> Math.abs(voxels.get(i) - mean)))
                .limit(count).map(validation::get).toList();
    }

    private record Opened(String hash, long voxels, List<Integer> labels, Optional<String> problem) {
        static Opened wrong(String problem) {
            return new Opened("", 0, List.of(), Optional.of(problem));
        }
    }

    /**
     * Opens all cases of a fold.
     *
     * @param fold which
     * @param recipe what they must fit
     * @param unknown what their label maps don't say
     * @param cache how they are prepared
     * @param threads how many are prepared at a time
     * @param progress is told after each; what it throws ends the work
     * @param idle is run now and then while a case takes long; what it throws ends the work
     * @return the cases
     * @throws MismatchException naming everything that is wrong with cases
     * @throws IOException if the thread is interrupted
     */
    static PreparedCases of(Fold fold, Recipe recipe, Optional<UnknownLabels> unknown, CaseCache cache, int threads,
            Consumer<Progress> progress, Runnable idle) throws IOException {
        List<DataCase> all = new ArrayList<>(fold.training());
        all.addAll(fold.validation());
        List<Opened> opened = open(all, one -> open(one, recipe, unknown, cache), threads, progress, idle);
        List<String> problems = opened.stream().flatMap(one -> one.problem().stream()).toList();
        if (problems.isEmpty() && recipe.regions().isPresent()) {
            RegionLabels.require(recipe.regions().get(), unknown.map(UnknownLabels::ignored).orElse(OptionalInt.empty()),
                    opened.stream().map(Opened::labels).toList());
        }
        if (!problems.isEmpty()) {
            List<String> shown = new ArrayList<>(problems.subList(0, Math.min(MOST_SHOWN, problems.size())));
            if (problems.size() > MOST_SHOWN) {
                shown.add("and " + (problems.size() - MOST_SHOWN) + " more");
            }
            throw new MismatchException("training: " + problems.size() + " of " + all.size() + " cases can't be used", shown);
        }
        Map<String, String> hashes = new TreeMap<>();
        List<Long> voxels = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            hashes.put(all.get(i).id(), opened.get(i).hash());
            if (i >= fold.training().size()) {
                voxels.add(opened.get(i).voxels());
            }
        }
        return new PreparedCases(sources(fold.training(), cache), sources(fold.validation(), cache), hashes, voxels);
    }

    private static List<CaseSource> sources(List<DataCase> cases, CaseCache cache) {
        return cases.stream().map(CaseFiles::of).map(cache::source).toList();
    }

    /**
     * How many cases are prepared at a time, so that Java's heap holds the largest as often.
     *
     * @param fold which cases
     * @param processors no more than this
     * @param heap the most that Java's heap may take, in bytes
     * @return at least 1
     */
    static int threads(Fold fold, int processors, long heap) {
        long largest = Stream.concat(fold.training().stream(), fold.validation().stream()).mapToLong(PreparedCases::bytes).max().orElse(0);
        return Math.clamp(heap / Math.max(1, COPIES * largest), 1, Math.max(1, processors));
    }

    /** Of the image in memory, by the headers of its files; 0 if they can't be read, which is said when they are opened. */
    private static long bytes(DataCase listed) {
        long bytes = 0;
        for (Path file : listed.images()) {
            try {
                // All files of a folder would be read.
                if (Files.isRegularFile(file)) {
                    VolumeOutline outline = Volumes.outline(file);
                    bytes += (long) Float.BYTES * outline.frame().grid().voxels() * outline.channels();
                }
            } catch (IOException | RuntimeException e) {
                return 0;
            }
        }
        return bytes;
    }

    /** Each thread takes the next case; the results are in the order of the cases. */
    static <T> List<T> open(List<DataCase> all, Function<DataCase, T> opening, int count, Consumer<Progress> progress, Runnable idle)
            throws IOException {
        List<T> opened = new ArrayList<>(Collections.nCopies(all.size(), null));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Object finished = new Object();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= Math.min(count, all.size()); i++) {
            threads.add(Thread.ofPlatform().daemon().name("factorizer-cases-" + i).start(() -> {
                for (int at; (at = next.getAndIncrement()) < all.size();) {
                    int mine = at;
                    try {
                        opened.set(mine, Threads.limit(1, () -> opening.apply(all.get(mine))));
                    } catch (Throwable e) {
                        // Whatever it is: who waits for this case must not wait for ever.
                        failure.compareAndSet(null, e);
                    }
                    synchronized (finished) {
                        done.incrementAndGet();
                        finished.notifyAll();
                    }
                }
            }));
        }
        try {
            await(done, all.size(), finished, failure, progress, idle);
        } finally {
            // No case is begun any more; those that are being read are finished.
            next.set(all.size());
            threads.forEach(PreparedCases::join);
        }
        return List.copyOf(opened);
    }

    private static void await(AtomicInteger done, int count, Object finished, AtomicReference<Throwable> failure,
            Consumer<Progress> progress, Runnable idle) throws IOException {
        for (int seen = 0; seen < count;) {
            int now;
            synchronized (finished) {
                try {
                    // Not for ever: the user may want to stop. Where a case is done already, not at all: an interruption counts all the same.
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    if (done.get() == seen) {
                        finished.wait(200);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("training: interrupted while cases were prepared");
                }
                now = done.get();
            }
            if (failure.get() != null) {
                throw new IllegalStateException("training: a case could not be prepared: " + failure.get(), failure.get());
            }
            if (now == seen) {
                idle.run();
                continue;
            }
            seen = now;
            progress.accept(new Progress(seen, count));
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Opened open(DataCase listed, Recipe recipe, Optional<UnknownLabels> unknown, CaseCache cache) {
        try {
            CaseFiles files = CaseFiles.of(listed);
            TrainingCase one = cache.source(files).open();
            int channels = recipe.model().network().inputChannels();
            if (one.channels() != channels) {
                return Opened.wrong(listed.id() + ": has " + one.channels() + " channels, expected " + channels + ": "
                        + String.join(", ", recipe.model().channels()));
            }
            OptionalInt ignored = unknown.map(UnknownLabels::ignored).orElse(OptionalInt.empty());
            Optional<Integer> other = one.labels().values().stream().filter(value -> !isKnown(recipe, ignored, value)).findFirst();
            if (other.isPresent()) {
                return Opened.wrong(listed.id() + ": has the label " + other.get() + ", expected those of the recipe: "
                        + recipe.model().labels().describe());
            }
            Set<Integer> absent = unknown.map(labels -> labels.absent(listed.id(), recipe.channelLabels())).orElse(Set.of());
            Optional<Integer> unexpected = one.labels().values().stream().filter(absent::contains).findFirst();
            if (unexpected.isPresent()) {
                return Opened.wrong(listed.id() + ": has voxels of label " + unexpected.get() + ", expected none of what"
                        + " was not looked for in it");
            }
            return new Opened(cache.contentHash(files), one.grid().voxels(), one.labels().values(), Optional.empty());
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            return Opened.wrong(message.startsWith(listed.id() + ": ") ? message : listed.id() + ": " + message);
        }
    }

    /** Regions leave out what they don't name; classes have a channel for each label. */
    private static boolean isKnown(Recipe recipe, OptionalInt ignored, int label) {
        return recipe.regions().isPresent() || label == ignored.orElse(-1)
                || recipe.channelLabels().stream().anyMatch(labels -> labels.contains(label));
    }
}
