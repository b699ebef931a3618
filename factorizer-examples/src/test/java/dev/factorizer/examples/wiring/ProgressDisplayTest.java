package dev.factorizer.examples.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final StringWriter results = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private Terminal terminal(boolean interactive) {
        return new Terminal(new PrintWriter(results), new PrintWriter(errors), interactive);
    }

    @Test
    void writesALineForEachTenthWithoutATerminal() {
        try (ProgressDisplay display = new ProgressDisplay(terminal(false), "Training", "step", 50)) {
            for (int step = 1; step <= 50; step++) {
                display.show(step, "loss " + step / 100.0);
            }
        }
        assertEquals(10, errors.toString().lines().count(), errors.toString());
        assertTrue(errors.toString().startsWith("step 5 of 50, loss 0.05"), errors.toString());
        assertEquals("", results.toString(), "what reads the results wants nothing else");
    }

    @Test
    void writesALineForEachPartWhereThereAreFew() {
        try (ProgressDisplay display = new ProgressDisplay(terminal(false), "Segmenting", "window", 2)) {
            display.show(1, "");
            display.show(2, "");
        }
        assertEquals("window 1 of 2\nwindow 2 of 2\n", errors.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void drawsABarOnATerminal() {
        try (ProgressDisplay display = new ProgressDisplay(terminal(true), "Training", "step", 4)) {
            for (int step = 1; step <= 4; step++) {
                display.show(step, "loss 0.500");
            }
        }
        assertTrue(results.toString().contains("\rTraining 100%"), results.toString());
        assertTrue(results.toString().contains("loss 0.500"), results.toString());
        assertEquals("", errors.toString());
    }

    @Test
    void manyPartsAtOnceAreShownOnceAndNoneAreNoFailure() {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
        try (ProgressDisplay display = new ProgressDisplay(terminal, "Reading", "case", 40)) {
            for (int done : new int[] {1, 9, 10, 33, 33, 40, 40}) {
                display.show(done, "");
            }
        }
        try (ProgressDisplay display = new ProgressDisplay(terminal, "Reading", "file", 0)) {
            display.show(0, "");
        }
        assertEquals(List.of("case 9 of 40", "case 33 of 40", "case 40 of 40", "file 0 of 0"), err.toString().lines().toList());
    }
}
