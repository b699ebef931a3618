package dev.factorizer.golden;

import java.util.List;

/**
 * A report in plain names and numbers, for machines to read.
 *
 * @param area the area's name
 * @param passed how many cases agree
 * @param failed how many differ or could not be run
 * @param unsupported how many ask for something that is not there
 * @param worstError the greatest error of the cases that agree; 0 if there is none
 * @param worstCase the case with that error; empty if there is none
 * @param cases each case
 */
public record GoldenSummary(String area, int passed, int failed, int unsupported, double worstError, String worstCase,
        List<Case> cases) {
    /**
     * A case.
     *
     * @param name its name
     * @param outcome {@code passed}, {@code failed} or {@code unsupported}
     * @param error the greatest error of its tensors if it passed, else 0
     * @param detail the tensor with that error, or what is wrong or missing
     */
    public record Case(String name, String outcome, double error, String detail) {
        static Case of(GoldenOutcome outcome) {
            return switch (outcome) {
                case GoldenOutcome.Passed passed -> new Case(passed.name(), "passed", passed.error(), passed.where());
                case GoldenOutcome.Failed failed -> new Case(failed.name(), "failed", 0, failed.message());
                case GoldenOutcome.Unsupported missing -> new Case(missing.name(), "unsupported", 0, missing.reason());
            };
        }
    }

    /** Copies the list. */
    public GoldenSummary {
        cases = List.copyOf(cases);
    }
}
