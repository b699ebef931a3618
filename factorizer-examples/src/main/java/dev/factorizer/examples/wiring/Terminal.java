package dev.factorizer.examples.wiring;

import java.io.PrintWriter;

/**
 * Where commands write to.
 *
 * @param out results, for people and for other programs
 * @param err what went wrong, and the progress of a command without a terminal
 * @param interactive whether it is a terminal, whose lines can be drawn over
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean interactive) { }
