package dev.factorizer.examples.wiring;

import java.io.PrintWriter;
import java.io.Writer;

/**
 * Where commands write to.
 *
 * @param out results, for people
 * @param err what went wrong, and the progress of a command without a terminal
 * @param interactive whether it is a terminal, whose lines can be drawn over
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
    /** {@return one that shows errors and progress, but no results: those are printed in another form} */
    public Terminal withoutText() {
        return new Terminal(new PrintWriter(Writer.nullWriter()), err, false);
    }
}
