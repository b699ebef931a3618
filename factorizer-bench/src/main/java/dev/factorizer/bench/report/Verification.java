package dev.factorizer.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * How golden values of an area came out somewhere.
 *
 * @param part the part that compared them
 * @param step the step of it
 * @param area the area's name
 * @param passed how many cases agree
 * @param failed how many don't
 * @param worst the greatest error of those that agree
 */
record Verification(String part, String step, String area, int passed, int failed, double worst) {
    /** All verifications among the results of some steps. */
    static List<Verification> all(List<MeasuredStep> steps) {
        List<Verification> found = new ArrayList<>();
        for (MeasuredStep step : steps) {
            for (JsonNode area : step.result().path("areas")) {
                found.add(new Verification(step.part(), step.name(), area.path("area").asText(), area.path("passed").asInt(),
                        area.path("failed").asInt() + area.path("unsupported").asInt(), area.path("worstError").asDouble()));
            }
        }
        return found;
    }
}
