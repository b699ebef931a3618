package dev.factorizer.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How long a named work took somewhere.
 *
 * @param part the part that timed it
 * @param step the step of it
 * @param work the work's name
 * @param engine what computed
 * @param products what products were stored in
 * @param threads of the CPU
 * @param minimum seconds of the fastest repetition
 * @param median seconds of the one in the middle
 * @param peakBytes of tensors on a GPU or of the process; empty where unknown
 * @param digest of the results' bits; empty where not taken
 */
record Timing(String part, String step, String work, String engine, String products, int threads, double minimum, double median,
        OptionalDouble peakBytes, String digest) {
    /** All timings among the results of some steps: objects with a work and seconds, however deep. */
    static List<Timing> all(List<MeasuredStep> steps) {
        List<Timing> found = new ArrayList<>();
        steps.forEach(step -> collect(step, step.result(), found));
        return found;
    }

    private static void collect(MeasuredStep step, JsonNode node, List<Timing> found) {
        if (node.hasNonNull("work") && node.hasNonNull("minimumSeconds")) {
            found.add(of(step, node));
        } else {
            node.forEach(inner -> collect(step, inner, found));
        }
    }

    private static Timing of(MeasuredStep step, JsonNode node) {
        JsonNode peak = node.hasNonNull("peakBytes") ? node.get("peakBytes") : node.path("peakResidentBytes");
        return new Timing(step.part(), step.name(), node.get("work").asText(), node.path("engine").asText(),
                node.path("matmulPrecision").asText("float32"), node.path("threads").asInt(), node.get("minimumSeconds").asDouble(),
                node.path("medianSeconds").asDouble(), peak.isNumber() ? OptionalDouble.of(peak.asDouble()) : OptionalDouble.empty(),
                node.path("resultDigest").asText());
    }
}
