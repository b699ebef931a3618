package dev.factorizer.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the timings of one work on the JVM backend scale with threads, and whether all gave the same bits. */
record CoreScaling(String work, List<Timing> byThreads) {
    private static final String PART = "cores";

    /** Each work that was timed with several numbers of threads. */
    static List<CoreScaling> all(List<Timing> timings) {
        Map<String, List<Timing>> works = new LinkedHashMap<>();
        for (Timing timing : timings) {
            if (timing.part().equals(PART)) {
                works.computeIfAbsent(timing.work(), name -> new ArrayList<>()).add(timing);
            }
        }
        return works.entrySet().stream().map(entry -> new CoreScaling(entry.getKey(), entry.getValue().stream()
                .sorted(Comparator.comparingInt(Timing::threads)).toList())).toList();
    }

    boolean sameBits() {
        return byThreads.stream().map(Timing::digest).distinct().count() == 1;
    }

    /** Of the fewest threads that were timed: how much of that many times faster the others are. */
    double efficiency(Timing timing) {
        Timing fewest = byThreads.getFirst();
        return fewest.minimum() * fewest.threads() / (timing.minimum() * timing.threads());
    }

    void addTo(Table table) {
        for (Timing timing : byThreads) {
            table.row(work, Integer.toString(timing.threads()), String.format(Locale.ROOT, "%.4f s", timing.minimum()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * efficiency(timing)), sameBits() ? timing.digest() : "DIFFER " + timing.digest());
        }
    }
}
