package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.threads.Threads;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The option for threads is about images and metrics, too. */
class ThreadsOptionTest {
    /** Looks, while a command prints, how many threads there may be. */
    private static final class Watch extends FilterWriter {
        private final Set<Integer> seen = new TreeSet<>();

        Watch() {
            super(new StringWriter());
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            if (!text.isBlank()) {
                seen.add(Threads.most());
            }
            super.write(text, offset, length);
        }
    }

    private static Set<Integer> seen(String... arguments) {
        Watch watch = new Watch();
        Terminal terminal = new Terminal(new PrintWriter(watch), new PrintWriter(new StringWriter()), false);
        try (Interruption interruption = new Interruption()) {
            assertEquals(0, new CommandLineProgram(terminal, interruption).run(arguments));
        }
        return watch.seen;
    }

    @Test
    void boundsAllWorkOfACommand() {
        assertEquals(Set.of(3), seen("devices", "--threads", "3"));
        assertEquals(Set.of(1), seen("--threads", "1", "devices"));
        assertEquals(Set.of(Runtime.getRuntime().availableProcessors()), seen("devices"));
    }
}
