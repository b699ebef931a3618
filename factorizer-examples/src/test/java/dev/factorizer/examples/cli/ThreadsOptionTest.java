package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.models.recipes.Recipes;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option for threads is about images and metrics, too. */
class ThreadsOptionTest {
    @TempDir
    private Path folder;

    /** Looks, while a command prints, how many threads there may be, and which there are. */
    private static final class Watch extends FilterWriter {
        private final Set<Integer> seen = new TreeSet<>();
        private final Set<String> live = new TreeSet<>();

        Watch() {
            super(new StringWriter());
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            if (!text.isBlank()) {
                seen.add(Threads.most());
                Thread.getAllStackTraces().keySet().stream().map(Thread::getName).forEach(live::add);
            }
            super.write(text, offset, length);
        }
    }

    private static Set<Integer> seen(String... arguments) {
        return watch(arguments).seen;
    }

    private static Watch watch(String... arguments) {
        Watch watch = new Watch();
        PrintWriter both = new PrintWriter(watch);
        Terminal terminal = new Terminal(both, both, false);
        try (Interruption interruption = new Interruption()) {
            assertEquals(0, new CommandLineProgram(terminal, interruption).run(arguments));
        }
        return watch;
    }

    @Test
    void boundsAllWorkOfACommand() {
        assertEquals(Set.of(3), seen("devices", "--threads", "3"));
        assertEquals(Set.of(1), seen("--threads", "1", "devices"));
        assertEquals(Set.of(Runtime.getRuntime().availableProcessors()), seen("devices"));
    }

    /** How many threads with such names were seen. */
    private static long count(Watch watch, String name) {
        return watch.live.stream().filter(live -> live.startsWith(name)).count();
    }

    @Test
    void noCommandStartsMoreThreadsThanItMay() throws IOException {
        TinyData.write(folder.resolve("data"), 12);
        Path recipe = folder.resolve("recipe.yaml");
        Recipes.write(TinyData.recipe(TinyData.length(2)), recipe);
        for (int threads : List.of(1, 3)) {
            String most = Integer.toString(threads);
            Watch check = watch("check", folder.resolve("data").toString(), "--threads", most);
            assertEquals(threads, count(check, "data-check-"), check.live.toString());
            Watch train = watch("train", folder.resolve("data").toString(), "--recipe", recipe.toString(), "--output",
                    folder.resolve("run" + most).toString(), "--fold", "0", "--backend", "jvm", "--threads", most);
            assertEquals(Math.max(1, threads - 1), count(train, "factorizer-samples-"), train.live.toString());
            assertTrue(count(train, "factorizer-cases-") <= threads, train.live.toString());
            Watch predict = watch("predict", TinyData.image(folder.resolve("data"), 0).toString(), "--model",
                    folder.resolve("run" + most).resolve("fold_0/last.bundle").toString(), "--output", folder.resolve("out" + most).toString(),
                    "--backend", "jvm", "--threads", most);
            assertEquals(threads - 1, count(predict, "factorizer-rows-"), predict.live.toString());
        }
    }
}
