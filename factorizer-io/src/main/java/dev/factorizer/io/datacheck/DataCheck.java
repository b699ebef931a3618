package dev.factorizer.io.datacheck;

import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.datalist.ProblemKind;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.threads.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Looks at all files of a data set before hours of work begin, and reports all problems together. Each file is read once; of a thread,
 * one image and one label are in memory at a time. The report doesn't depend on the number of threads.
 *
 * <pre>{@code
 * DataReport report = DataCheck.of(DataLists.read(Path.of("Task04_Hippocampus"))).run();
 * report.faults().forEach(fault -> System.out.println(fault.sentence()));
 * }</pre>
 */
public final class DataCheck {
    private static final long BYTES_OF_THREAD = 512L << 20;
    /** Values that are kept of a channel of all cases together, and of one at least and at most. */
    private static final int SAMPLES = 2_000_000;
    private static final int LEAST_SAMPLES = 100;
    private static final int MOST_SAMPLES = 10_000;

    private static final String NO_LABEL = ": has no label";

    private final DataList list;
    private final boolean headersOnly;
    private final int threads;

    private DataCheck(DataList list, boolean headersOnly, int threads) {
        this.list = list;
        this.headersOnly = headersOnly;
        this.threads = threads;
    }

    /** Told how far a check is, on the thread that runs it. What it throws ends the check. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Some cases are done.
         *
         * @param done how many
         * @param total of how many
         */
        void checked(int done, int total);
    }

    /**
     * {@return a check of everything}
     *
     * @param list the data set
     */
    public static DataCheck of(DataList list) {
        long room = Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_OF_THREAD);
        return new DataCheck(list, false, (int) Math.min(room, Threads.most()));
    }

    /** {@return the same that reads only headers: files, grids and channels, but no voxels; of NIfTI images that takes moments} */
    public DataCheck headersOnly() {
        return new DataCheck(list, true, threads);
    }

    /**
     * {@return the same on other threads}
     *
     * @param count how many cases are looked at at a time
     */
    public DataCheck withThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("data check: " + count + " threads, expected at least 1");
        }
        return new DataCheck(list, headersOnly, count);
    }

    /** {@return what is wrong with the data set, and what it is like} */
    public DataReport run() {
        return run((_, _) -> { });
    }

    /**
     * Looks at all cases.
     *
     * @param listener told after each case
     * @return what is wrong with the data set, and what it is like
     */
    public DataReport run(Listener listener) {
        List<CaseFindings> findings = findings(listener);
        List<Problem> problems = new ArrayList<>(list.problems());
        problems.addAll(unlabeled());
        problems.addAll(nothing());
        findings.forEach(one -> problems.addAll(one.problems()));
        problems.addAll(Folds.leaks(list));
        problems.addAll(doubled());
        problems.addAll(sameContent(findings));
        problems.sort(Comparator.comparing(Problem::kind));
        List<CaseFingerprint> cases = findings.stream().flatMap(one -> one.fingerprint().stream()).toList();
        return new DataReport(list, problems, cases, DataFingerprint.of(cases, intensities(findings)), headersOnly);
    }

    private List<CaseFindings> findings(Listener listener) {
        int total = list.cases().size();
        int samples = Math.clamp(SAMPLES / Math.max(total, 1), LEAST_SAMPLES, MOST_SAMPLES);
        List<CaseFindings> findings = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("data-check-", 0).factory())) {
            try {
                List<Future<CaseFindings>> running = list.cases().stream().map(one -> pool.submit(() -> check(one, samples))).toList();
                for (Future<CaseFindings> one : running) {
                    findings.add(one.get());
                    listener.checked(findings.size(), total);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a case could not be checked", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the check was interrupted");
            } finally {
                pool.shutdownNow();
            }
        }
        for (int i = 0; i < total; i++) {
            // Alone it may find room.
            findings.set(i, findings.get(i).memoryEnded() && threads > 1 ? check(list.cases().get(i), samples) : findings.get(i));
        }
        return findings;
    }

    private CaseFindings check(DataCase one, int samples) {
        return Threads.limit(1, () -> new CaseCheck(one, list, headersOnly, samples).run());
    }

    /** A list, or a fold, without a case. */
    private List<Problem> nothing() {
        if (list.cases().isEmpty()) {
            return List.of(Problem.fault(ProblemKind.LIST, "", list.source(), "has no case, expected at least one"));
        }
        List<String> empty = Folds.all(list).stream().filter(fold -> fold.validation().isEmpty()).map(Fold::name).toList();
        return empty.isEmpty() ? List.of() : List.of(Problem.warning(ProblemKind.LIST, "", list.source(), empty.getFirst()
                + (empty.size() == 1 ? " has" : " and " + (empty.size() - 1) + " more have") + " no case to validate with; folds count from 0"));
    }

    /** Where most have a label, one without was forgotten. */
    private List<Problem> unlabeled() {
        List<Problem> problems = new ArrayList<>();
        boolean labeled = list.cases().stream().anyMatch(one -> one.label().isPresent());
        Set<String> known = list.problems().stream().map(Problem::sentence).filter(sentence -> sentence.contains(NO_LABEL))
                .map(sentence -> sentence.substring(0, sentence.indexOf(NO_LABEL))).collect(Collectors.toSet());
        for (DataCase one : list.cases()) {
            if (labeled && one.label().isEmpty() && one.part() != CasePart.TEST
                    && !known.contains(Printable.of(one.images().getFirst()))) {
                problems.add(Problem.fault(ProblemKind.LIST, one.id(), one.images().getFirst(), "has no label, expected one for each "
                        + one.part().key() + " case"));
            }
        }
        return problems;
    }

    private List<Problem> doubled() {
        List<Problem> problems = new ArrayList<>();
        Map<String, DataCase> ids = new HashMap<>();
        Map<Path, DataCase> files = new HashMap<>();
        for (DataCase one : list.cases()) {
            DataCase same = ids.putIfAbsent(one.id(), one);
            if (same != null) {
                problems.add(Problem.fault(ProblemKind.DUPLICATE, one.id(), one.images().getFirst(), "is of a second case with the id "
                        + one.id() + ", which is also that of " + same.images().getFirst()));
            }
            List<Path> all = new ArrayList<>(one.images());
            one.label().ifPresent(all::add);
            for (Path file : all.stream().distinct().toList()) {
                DataCase other = files.putIfAbsent(file.normalize(), one);
                if (other != null) {
                    problems.add(Problem.fault(ProblemKind.DUPLICATE, one.id(), file, "is a file of two cases, " + other.id() + " and "
                            + one.id()));
                }
            }
        }
        return problems;
    }

    /** Copies under other names: on both sides of a split they are a leak. */
    private List<Problem> sameContent(List<CaseFindings> findings) {
        List<Problem> problems = new ArrayList<>();
        List<Fold> sides = Folds.sides(list);
        Map<String, Integer> firsts = new HashMap<>();
        Map<String, Path> files = new HashMap<>();
        for (int i = 0; i < findings.size(); i++) {
            DataCase one = list.cases().get(i);
            for (Map.Entry<Path, String> image : findings.get(i).hashes().entrySet()) {
                Integer first = firsts.putIfAbsent(image.getValue(), i);
                Path same = files.putIfAbsent(image.getValue(), image.getKey());
                if (same == null || first == i || same.equals(image.getKey())) {
                    continue;
                }
                DataCase other = list.cases().get(first);
                String leak = sides.stream().filter(fold -> isBetween(fold, one, other)).map(Fold::name).findFirst().orElse("");
                problems.add(leak.isEmpty() ? Problem.warning(ProblemKind.DUPLICATE, one.id(), image.getKey(), "has the same voxels as "
                        + same) : Problem.fault(ProblemKind.LEAK, one.id(), image.getKey(), "has the same voxels as " + same
                        + ", which is on the other side of " + leak + "; put both on one side"));
                break;
            }
        }
        return problems;
    }

    private static boolean isBetween(Fold fold, DataCase one, DataCase other) {
        return fold.training().contains(one) && fold.validation().contains(other)
                || fold.training().contains(other) && fold.validation().contains(one);
    }

    private static List<Intensities> intensities(List<CaseFindings> findings) {
        int channels = findings.stream().mapToInt(one -> one.samples().size()).max().orElse(0);
        List<Intensities> all = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            int channel = i;
            List<float[]> parts = findings.stream().filter(one -> one.samples().size() > channel).map(one -> one.samples().get(channel)).toList();
            float[] together = new float[parts.stream().mapToInt(part -> part.length).sum()];
            int at = 0;
            for (float[] part : parts) {
                System.arraycopy(part, 0, together, at, part.length);
                at += part.length;
            }
            if (together.length > 0) {
                all.add(Intensities.of(together));
            }
        }
        return all;
    }
}
