package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TrainingDisplayTest {
    @Test
    void writesALineForEachTenthWithoutATerminal() {
        StringWriter text = new StringWriter();
        try (TrainingDisplay display = new TrainingDisplay(new PrintWriter(text), false, 50)) {
            for (int step = 1; step <= 50; step++) {
                display.show(step, 1.0 / step);
            }
        }
        assertEquals(10, text.toString().lines().count(), text.toString());
        assertTrue(text.toString().startsWith("step 5 of 50, loss 0.200"), text.toString());
    }

    @Test
    void drawsABarOnATerminal() {
        StringWriter text = new StringWriter();
        try (TrainingDisplay display = new TrainingDisplay(new PrintWriter(text), true, 4)) {
            for (int step = 1; step <= 4; step++) {
                display.show(step, 0.5);
            }
        }
        assertTrue(text.toString().contains("\rTraining 100%"), text.toString());
        assertTrue(text.toString().contains("loss 0.500"), text.toString());
    }
}
