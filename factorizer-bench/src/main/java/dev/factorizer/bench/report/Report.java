package dev.factorizer.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that was measured in one visit to a machine.
 *
 * @param steps what was run, in order
 */
record Report(List<MeasuredStep> steps) {
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;
    /** The factorization reads 8192 matrices of 8×512 float32 numbers once and writes as many. */
    private static final double FACTORIZATION_BYTES = 2.0 * 8192 * 8 * 512 * Float.BYTES;
    private static final String FACTORIZATION = "factorization";
    private static final String CORES = "cores";

    /** With a step that fails for each work whose bits differ between numbers of threads. */
    static Report of(List<MeasuredStep> steps) {
        List<MeasuredStep> all = new ArrayList<>(steps);
        for (CoreScaling work : CoreScaling.all(Timing.all(steps))) {
            if (!work.sameBits()) {
                all.add(new MeasuredStep(CORES, work.work() + "-bits", Outcome.FAILED, 0, "other bits with another number of threads",
                        JsonNodeFactory.instance.nullNode()));
            }
        }
        return new Report(Collections.unmodifiableList(all));
    }

    /** How many steps came to an outcome. */
    long count(Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).count();
    }

    /** For people: what the machine is, what agrees, how long works took, what failed. The last line counts. */
    String text() {
        List<Timing> timings = Timing.all(steps);
        StringBuilder text = new StringBuilder();
        text.append(machine());
        section(text, "Golden values", verifications());
        section(text, "Works", works(timings));
        section(text, "Threads of the backend jvm", cores(timings));
        section(text, "Failed and left out", others());
        return text.append(String.format(Locale.ROOT, "%n%d ran, %d failed, %d left out%n", count(Outcome.RAN), count(Outcome.FAILED),
                count(Outcome.LEFT_OUT))).toString();
    }

    private static void section(StringBuilder text, String title, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append("\n\n").append(table);
        }
    }

    private String machine() {
        StringBuilder text = new StringBuilder();
        for (MeasuredStep step : steps) {
            if (step.part().equals("machine")) {
                step.result().properties().forEach(entry -> text.append(entry.getKey()).append(": ").append(shown(entry.getKey(),
                        entry.getValue())).append('\n'));
            }
        }
        return text.toString();
    }

    private static String shown(String name, JsonNode value) {
        if (name.endsWith("PerSecond")) {
            return String.format(Locale.ROOT, "%,.0f G", value.asDouble() / GIGA);
        }
        return name.endsWith("Bytes") ? String.format(Locale.ROOT, "%,.0f MB", value.asDouble() / MEGA) : value.asText();
    }

    private Table verifications() {
        Table table = new Table("part", "step", "area", "passed", "failed", "worst error");
        for (Verification one : Verification.all(steps)) {
            table.row(one.part(), one.step(), one.area(), Integer.toString(one.passed()), Integer.toString(one.failed()),
                    String.format(Locale.ROOT, "%.2e", one.worst()));
        }
        return table;
    }

    private Table works(List<Timing> timings) {
        Map<String, Double> eager = timings.stream().filter(timing -> timing.engine().endsWith(" eager"))
                .collect(Collectors.toMap(Timing::work, Timing::minimum, Math::min, TreeMap::new));
        Table table = new Table("work", "engine", "products", "threads", "minimum", "median", "memory", "times as fast as eager", "of the copy rate");
        for (Timing timing : timings) {
            if (timing.part().equals(CORES)) {
                continue;
            }
            table.row(timing.work(), timing.engine() + (timing.part().equals("eager") ? "" : " (" + timing.step() + ")"), timing.products(),
                    Integer.toString(timing.threads()), seconds(timing.minimum()), seconds(timing.median()),
                    timing.peakBytes().isPresent() ? String.format(Locale.ROOT, "%,.0f MB", timing.peakBytes().getAsDouble() / MEGA) : "",
                    eager.containsKey(timing.work()) ? String.format(Locale.ROOT, "%.2f", eager.get(timing.work()) / timing.minimum()) : "",
                    share(timing));
        }
        return table;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.6f s", seconds);
    }

    /** How much of the rate at which the device copies the factorization reaches. */
    private String share(Timing timing) {
        OptionalDouble copy = steps.stream().filter(step -> step.result().has("copyBytesPerSecond"))
                .mapToDouble(step -> step.result().get("copyBytesPerSecond").asDouble()).findFirst();
        return timing.work().equals(FACTORIZATION) && copy.isPresent()
                ? String.format(Locale.ROOT, "%.0f %%", 100 * FACTORIZATION_BYTES / timing.minimum() / copy.getAsDouble()) : "";
    }

    private static Table cores(List<Timing> timings) {
        Table table = new Table("work", "threads", "minimum", "efficiency", "bits");
        CoreScaling.all(timings).forEach(work -> work.addTo(table));
        return table;
    }

    private Table others() {
        Table table = new Table("part", "step", "outcome", "reason");
        for (MeasuredStep step : steps) {
            if (step.outcome() != Outcome.RAN) {
                table.row(step.part(), step.name(), step.outcome().toString(), step.reason());
            }
        }
        return table;
    }
}
