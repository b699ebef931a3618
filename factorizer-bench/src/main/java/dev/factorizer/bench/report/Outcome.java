package dev.factorizer.bench.report;

import java.util.Arrays;
import java.util.Locale;

/** What became of a step. */
enum Outcome {
    /** It ran and all was right. */
    RAN("ran"),
    /** It ran and something was wrong, or it took too long. */
    FAILED("failed"),
    /** It can't run on this machine, for the reason given. */
    LEFT_OUT("left out");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    static Outcome of(String words) {
        return Arrays.stream(values()).filter(one -> one.words.equals(words)).findFirst().orElseThrow(() ->
                new IllegalArgumentException(String.format(Locale.ROOT, "outcome \"%s\" is unknown, expected one of %s", words,
                        Arrays.toString(values()))));
    }

    @Override
    public String toString() {
        return words;
    }
}
