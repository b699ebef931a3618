package dev.factorizer.golden;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of the cases of an area.
 *
 * @param area the area's name
 * @param outcomes one for each case, in the order of their names
 */
public record GoldenReport(String area, List<GoldenOutcome> outcomes) {
    /** Copies the list. */
    public GoldenReport {
        outcomes = List.copyOf(outcomes);
    }

    private <T extends GoldenOutcome> List<T> of(Class<T> kind) {
        return outcomes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return the cases that agree} */
    public List<GoldenOutcome.Passed> passed() {
        return of(GoldenOutcome.Passed.class);
    }

    /** {@return the cases that differ or could not be run} */
    public List<GoldenOutcome.Failed> failed() {
        return of(GoldenOutcome.Failed.class);
    }

    /** {@return the cases that require something unknown here} */
    public List<GoldenOutcome.Unsupported> unsupported() {
        return of(GoldenOutcome.Unsupported.class);
    }

    /** {@return the passed case that was furthest off; empty if none passed} */
    public Optional<GoldenOutcome.Passed> worst() {
        return passed().stream().max(Comparator.comparingDouble(GoldenOutcome.Passed::error));
    }

    /** {@return whether all cases agree; false if one failed or is unsupported} */
    public boolean clean() {
        return passed().size() == outcomes.size();
    }

    /** {@return counts and cases, for machines} */
    public GoldenSummary summary() {
        return new GoldenSummary(area, passed().size(), failed().size(), unsupported().size(),
                worst().map(GoldenOutcome.Passed::error).orElse(0.0), worst().map(GoldenOutcome.Passed::name).orElse(""),
                outcomes.stream().map(GoldenSummary.Case::of).toList());
    }

    /** {@return the area in one line: name, counts and the worst error} */
    public String headline() {
        String counts = String.format(Locale.ROOT, "%-14s %4d passed %4d failed %4d unsupported", area, passed().size(),
                failed().size(), unsupported().size());
        return worst().filter(worst -> !worst.where().isEmpty()).map(worst -> String.format(Locale.ROOT,
                "%s   worst %.2e (%s %s)", counts, worst.error(), worst.name(), worst.where())).orElse(counts);
    }

    /** A line for the area, then one for each case that did not pass. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(headline());
        failed().forEach(failed -> text.append("\n  failed ").append(failed.name()).append(": ").append(failed.message()));
        unsupported().forEach(unsupported -> text.append("\n  unsupported ").append(unsupported.name()).append(": ")
                .append(unsupported.reason()));
        return text.toString();
    }
}
