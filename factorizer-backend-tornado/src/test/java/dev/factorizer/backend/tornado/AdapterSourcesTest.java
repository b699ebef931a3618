package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.backend.tornado.kernels.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The adapter is compiled only where TornadoVM is installed; so that nobody breaks it elsewhere without noticing, its sources are
 * held against the kernels here: each has its launch, and the shell calls the body that runs in these tests.
 */
class AdapterSourcesTest {
    private static final Path SOURCES = Path.of("adapter/src/main/java/dev/factorizer/backend/tornado/adapter/shells");
    private static final Pattern CONSTANT = Pattern.compile("\\n    ([A-Z0-9_]+)\\((\\w+)Bodies::(\\w+)(?:\\)[,;]|, new GroupBody)");
    private static final Pattern LAUNCH = Pattern.compile("case ([A-Z0-9_]+) -> graph\\.task\\(id, (\\w+)Shells::(\\w+), ");
    private static final Pattern SHELL = Pattern.compile("static void (\\w+)\\(float\\[] memory, int\\[] integers, int\\[] settings\\) \\{\\s+"
            + "for \\(@Parallel int i = 0; i < settings\\[0]; i\\+\\+\\) \\{\\s+(\\w+)Bodies\\.(\\w+)\\(i, memory, integers, settings\\);");

    private static final Pattern PHASES = Pattern.compile("\\n    ([A-Z0-9_]+)\\([^)]*new GroupBody\\((\\w+)::begin, \\2::steps,\\s+\\2::load, \\2::store");
    private static final Pattern GROUP_LAUNCH = Pattern.compile("case ([A-Z0-9_]+) ->\\s+graph\\.task\\(id, GroupShells::(\\w+), context, ");
    private static final String GROUP_SHELL = """
            static void %1$s(KernelContext context, float[] memory, int[] integers, int[] settings) {
                float[] tile = context.allocateFloatLocalArray(Tiles.ELEMENTS);
                float[] sums = new float[Tiles.SUMS];
                int group = context.groupIdx;
                int lane = context.localIdx;
                %2$s.begin(group, lane, memory, settings, sums);
                int steps = %2$s.steps(group, settings);
                for (int step = 0; step < steps; step++) {
                    %2$s.load(group, lane, step, memory, settings, tile);
                    context.localBarrier();
                    Tiles.multiply(lane, tile, sums);
                    context.localBarrier();
                }
                %2$s.store(group, lane, sums, memory, settings);
            }
            """;

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().collect(Collectors.toMap(match -> match.group(1),
                AdapterSourcesTest::body, (a, b) -> a + " and " + b, TreeMap::new));
    }

    private static String body(MatchResult match) {
        return match.group(2) + "." + match.group(3);
    }

    @Test
    void everyKernelHasItsLaunchAndShell() throws IOException {
        Map<String, String> bodies = found(CONSTANT,
                text(Path.of("src/main/java/dev/factorizer/backend/tornado/kernels/Kernel.java")));
        assertEquals(Stream.of(Kernel.values()).map(Kernel::name).sorted().toList(), List.copyOf(bodies.keySet()),
                "constants of Kernel as this test reads them");
        assertEquals(bodies, found(LAUNCH, text(SOURCES.resolve("Launches.java"))), "launches");
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<Path> shells = files.filter(file -> file.toString().endsWith("Shells.java")).toList();
            long seen = 0;
            for (Path file : shells) {
                String name = file.getFileName().toString().replace("Shells.java", "");
                for (MatchResult shell : SHELL.matcher(text(file)).results().toList()) {
                    assertEquals(name + "." + shell.group(1), body(shell), "shell in " + file.getFileName());
                    assertTrue(bodies.containsValue(body(shell)), () -> body(shell) + " is no kernel's body");
                    seen++;
                }
            }
            assertEquals(bodies.size(), seen, "shells");
        }
    }

    @Test
    void everyWorkOfGroupsHasItsLaunchAndShell() {
        Map<String, String> phases = pairs(PHASES, text(Path.of("src/main/java/dev/factorizer/backend/tornado/kernels/Kernel.java")));
        assertEquals(Stream.of(Kernel.values()).filter(kernel -> kernel.groupBody().isPresent()).map(Kernel::name).sorted()
                .toList(), List.copyOf(phases.keySet()), "kernels with group bodies as this test reads them");
        Map<String, String> shells = pairs(GROUP_LAUNCH, text(SOURCES.resolve("GroupLaunches.java")));
        assertEquals(phases.keySet(), shells.keySet(), "launches of groups");
        String source = text(SOURCES.resolve("GroupShells.java")).replaceAll("\\s+", " ");
        phases.forEach((kernel, bodies) -> assertTrue(source.contains(
                String.format(Locale.ROOT, GROUP_SHELL, shells.get(kernel), bodies).replaceAll("\\s+", " ")), () -> "shell of " + kernel));
    }

    private static Map<String, String> pairs(Pattern pattern, String text) {
        return pattern.matcher(text).results().collect(Collectors.toMap(match -> match.group(1), match -> match.group(2),
                (a, b) -> a + " and " + b, TreeMap::new));
    }
}
