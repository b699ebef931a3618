package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.recipes.Recipes;
import dev.factorizer.models.runs.FoldFolder;
import dev.factorizer.models.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that trains gets a real SIGKILL, again and again; what it comes to in the end is what it would have come to. */
class KilledTrainingTest {
    private static final int KILLS = 10;
    private static final int SECONDS = 240;
    private static final long SEED = 20;

    @TempDir
    private Path folder;

    private Process train(String name) throws IOException {
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "train", folder.resolve("data").toString(), "--recipe",
                folder.resolve("recipe.yaml").toString(), "--output", folder.resolve(name).toString(), "--fold", "0", "--backend", "jvm",
                "--checkpoint-steps", "2");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private void complete(String name) throws IOException, InterruptedException {
        Process process = train(name);
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "the training has not ended");
        assertEquals(0, process.exitValue(), () -> output(name));
    }

    private String output(String name) {
        try {
            return Files.readString(folder.resolve(name + ".txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private FoldFolder fold(String name) {
        return new RunFolder(folder.resolve(name)).fold(OptionalInt.of(0));
    }

    /** Steps and other events that are on disk, in this start or an earlier one. */
    private long events(String name) throws IOException {
        Path log = fold(name).log();
        return Files.exists(log) ? Files.readString(log).lines().count() : 0;
    }

    @Test
    void tenTimesAtAnyMoment() throws IOException, InterruptedException {
        TinyData.write(folder.resolve("data"), 4);
        Recipes.write(TinyData.recipe(TinyData.full(12)), folder.resolve("recipe.yaml"));
        complete("whole");
        SplittableRandom random = new SplittableRandom(SEED);
        int amid = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = events("killed");
            Process process = train("killed");
            try {
                // Before the log grows again it is cut to what the checkpoint has; after that, at any event.
                long from = System.nanoTime();
                int wanted = random.nextInt(1, 6);
                while (process.isAlive() && events("killed") <= Math.max(0, before - 4) + wanted
                        && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(SECONDS)) {
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(40));
            } finally {
                process.destroyForcibly();
            }
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "the process has not ended");
            amid += process.exitValue() == 0 ? 0 : 1;
        }
        assertTrue(amid >= KILLS / 2, "seed " + SEED + ": only " + amid + " starts were killed before their end: " + output("killed"));
        complete("killed");
        for (String file : List.of("best.bundle/weights.safetensors", "best.bundle/bundle.json", "last.bundle/weights.safetensors",
                "last.bundle/bundle.json")) {
            assertArrayEquals(Files.readAllBytes(fold("whole").path().resolve(file)), Files.readAllBytes(fold("killed").path().resolve(file)),
                    "seed " + SEED + ": " + file + " after " + amid + " kills");
        }
        assertEquals(steps("whole"), steps("killed"));
        System.out.println(amid + " starts of " + KILLS + " were killed amid the training");
    }

    /** Loss by loss. */
    private List<String> steps(String name) throws IOException {
        return Files.readString(fold(name).log()).lines().filter(line -> line.startsWith("{\"event\":\"step\""))
                .map(line -> line.replaceAll("\"\\w*[sS]econds\":[^,}]*", "")).toList();
    }
}
