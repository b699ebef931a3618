package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the script finds what it needs and starts Java, wherever and in whatever environment it is called. */
class StartScriptTest extends PlantedScript {
    @Test
    void startsTheProgramFromItsModules() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString(), "FACTORIZER_JAVA_OPTIONS", "-Xmx1g -Da=b"),
                "bench", "--work", "two words");
        assertEquals(7, run.code(), run.err());
        assertEquals("factorizer: hello\n", run.err());
        List<String> arguments = run.out().lines().toList();
        assertTrue(arguments.contains("arg:-Xmx1g") && arguments.contains("arg:-Da=b"), run.out());
        assertTrue(arguments.contains("arg:" + root().resolve("factorizer-examples/target/modules/some.jar") + ":"
                + root().resolve("factorizer-examples/target/factorizer-examples-*.jar") + ":"), run.out());
        assertEquals(List.of("arg:-m", "arg:dev.factorizer.examples/dev.factorizer.examples.cli.Main", "arg:bench",
                "arg:--work", "arg:two words"), arguments.subList(arguments.size() - 5, arguments.size()));
    }

    /** Services and containers often have none of it. */
    @Test
    void needsNoHomeAndNoLocale() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        for (String home : List.of("", "/no/such/folder")) {
            Run run = run(script(), Map.of("JAVA_HOME", jdk().toString(), "HOME", home), "--version");
            assertEquals(7, run.code(), run.err());
            assertEquals("factorizer: hello\n", run.err());
        }
        Files.createSymbolicLink(tools().resolve("java"), jdk().resolve("bin/java"));
        ProcessBuilder builder = new ProcessBuilder("env", "-i", "PATH=" + tools() + ":/usr/bin:/bin", script().toString(), "--version");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(7, process.waitFor(), output);
    }

    /** What Java would find, as the system sees it. */
    private String charactersOf(Map<String, String> environment) throws IOException, InterruptedException {
        java(jdk(), "25.0.1", "echo \"$(locale charmap) ${LC_ALL-unset}\"\n");
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", jdk().toString());
        Run run = run(script(), all, "devices");
        assertEquals(0, run.code(), run.err());
        return run.out().strip();
    }

    @ParameterizedTest
    @CsvSource({"LANG, ''", "LANG, C", "LANG, POSIX", "LC_ALL, C", "LC_ALL, POSIX", "LC_CTYPE, POSIX", "LANG, xx_XX.UTF-8",
        "LC_ALL, xx_XX.UTF-8", "LC_ALL, no-such-locale"})
    void javaKnowsAllLettersWhereTheLocaleDoesNot(String variable, String value) throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        assertTrue(charactersOf(Map.of(variable, value)).startsWith("UTF-8 "), variable + "=" + value);
    }

    @Test
    void aLocaleThatKnowsThemStays() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        String known = shell("locale -a | grep -i 'utf-*8$' | head -n 1\n").out().strip();
        assertEquals("UTF-8 " + known, charactersOf(Map.of("LC_ALL", known)));
        assertEquals("UTF-8 unset", charactersOf(Map.of("LANG", known)));
        assertEquals("UTF-8 unset", charactersOf(Map.of("LC_CTYPE", known, "LANG", "POSIX")));
    }

    /** The shell's own words, and what it made of the command. */
    private Run shell(String line, String... arguments) throws IOException, InterruptedException {
        Path file = temporary().resolve("line.sh");
        program(file, line);
        return run(file, Map.of("JAVA_HOME", jdk().toString()), arguments);
    }

    @Test
    void aClosedOutputIsAFailure() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = shell("exec '" + script() + "' devices >&-\n");
        assertEquals(1, run.code());
        assertEquals("factorizer: the standard output is closed, expected one to write results to\n", run.err());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 63})
    void tooFewOpenFilesAreSaidBeforeJavaMeetsThem(int files) throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = shell("ulimit -n " + files + " && exec '" + script() + "' devices\n");
        assertEquals(1, run.code());
        assertEquals("factorizer: only " + files + " files may be open at the same time, expected 64 or more; \"ulimit -n\" sets how"
                + " many\n", run.err());
        assertEquals(7, shell("ulimit -n 64 && exec '" + script() + "' devices\n").code());
    }

    /** The whole program, started by the script in an environment that has nothing but a path. */
    @Test
    void predictsInFoldersOfAnyName() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        StringBuilder command = new StringBuilder();
        ProcessTest.command().forEach(word -> command.append('\'').append(word).append("' "));
        java(jdk(), "25.0.1", "while [ \"$1\" != -m ]; do shift; done\nshift 2\nexec " + command + "\"$@\"\n");
        TinyModel.write(temporary().resolve("tiny.bundle"));
        Grid grid = new Grid(9, 8, 7, Affine.of(2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1));
        float[] voxels = new float[2 * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i * 37 % 101;
        }
        Volumes.write(new Volume(grid, 2, voxels), temporary().resolve("scan.nii.gz"));
        // The shell makes the folder: a Java without such letters could not name it.
        Run run = shell("""
                set -e
                d="$1/$(printf '\\303\\274 \\346\\227\\245\\346\\234\\254 \\360\\237\\230\\200')"
                mkdir "$d"
                mv "$1/tiny.bundle" "$1/scan.nii.gz" "$d"
                env -i PATH="$PATH" JAVA_HOME="$JAVA_HOME" 'SCRIPT' predict --model "$d/tiny.bundle" --input "$d/scan.nii.gz" --output "$d/a b"
                test -s "$d/a b/scan_seg.nii.gz"
                """.replace("SCRIPT", script().toString()), temporary().toString());
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("/\u00fc \u65e5\u672c \ud83d\ude00/a b/scan_seg.nii.gz"), run.out());
    }

    /** The folder in which it is called may hold files. */
    @Test
    void aStarInAnOptionForJavaStaysAStar() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString(), "FACTORIZER_JAVA_OPTIONS", "  -Da=b  *\n[a-z]*"), "devices");
        assertEquals(7, run.code(), run.err());
        List<String> arguments = run.out().lines().toList();
        assertEquals(List.of("arg:-Da=b", "arg:*", "arg:[a-z]*", "arg:-m"), arguments.subList(arguments.size() - 6, arguments.size() - 2));
    }

    @Test
    void keepsJavasOwnNotesButNotItsWarning() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        String notes = "NOTE: Picked up JDK_JAVA_OPTIONS: -Da=b\nPicked up JAVA_TOOL_OPTIONS: -Dc=d\n";
        java(jdk(), "25.0.1", "printf '" + notes.replace("\n", "\\n") + "' >&2\n"
                + "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2\necho 'factorizer: hello' >&2\n");
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString()), "devices");
        assertEquals(notes + "factorizer: hello\n", run.err());
    }

    @Test
    void anotherShellHandsOverToBash() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = shell("exec sh '" + script() + "' bench 'two words'\n");
        assertEquals(7, run.code(), run.err());
        assertTrue(run.out().endsWith("arg:bench\narg:two words\n"), run.out());
    }

    /** The tests may run as a user who may write everywhere, but there is no folder in a file. */
    @Test
    void saysWhoHasToBuildWhereNothingCanBeWritten() throws IOException, InterruptedException {
        Files.writeString(root().resolve("factorizer-examples/target"), "");
        program(tools().resolve("mvn"), "exit 1\n");
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString()), "devices");
        assertEquals(1, run.code());
        assertTrue(run.err().matches("factorizer: the program, or its adapter to TornadoVM, is to be built in \\Q" + root()
                + "\\E, where you may not write; [^\n]*\n"), run.err());
    }

    @Test
    void findsItselfThroughSymbolicLinks() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path link = Files.createSymbolicLink(tools().resolve("fz"), Path.of("../my project/factorizer"));
        Path second = Files.createSymbolicLink(temporary().resolve("fz2"), link);
        Run run = run(second, Map.of("JAVA_HOME", jdk().toString()), "devices");
        assertEquals(7, run.code(), run.err());
        assertTrue(run.out().contains(root().resolve("factorizer-examples/target/modules/some.jar").toString()), run.out());
    }

    @Test
    void takesTheJdkOnThePath() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Files.createSymbolicLink(tools().resolve("java"), jdk().resolve("bin/java"));
        Path other = temporary().resolve("other");
        java(other, "21.0.2", "exit 9\n");
        Run run = run(script(), Map.of("JAVA_HOME", other.toString()), "devices");
        assertEquals(7, run.code(), run.err());
    }

    @Test
    void buildsWhenSourcesAreNewer() throws IOException, InterruptedException {
        built(Instant.now().minusSeconds(60));
        program(tools().resolve("mvn"), "echo \"maven: $JAVA25_HOME $*\" >&2\nexit 1\n");
        Run run = run(script(), Map.of("JAVA_HOME", jdk().toString()), "devices");
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("factorizer: building"), run.err());
        assertTrue(run.err().contains("maven: " + jdk() + " -q -B "), run.err());
        assertTrue(run.err().contains("factorizer: the build failed, see above"), run.err());
    }
}
