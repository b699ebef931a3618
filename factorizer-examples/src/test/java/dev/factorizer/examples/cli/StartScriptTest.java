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
import java.util.ArrayList;
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
        java(jdk(), "25.0.3", "echo \"$(locale charmap) ${LC_ALL-unset}\"\n");
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
    @ValueSource(ints = {16, 24, 127})
    void tooFewOpenFilesAreSaidBeforeJavaMeetsThem(int files) throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = shell("ulimit -n " + files + " && exec '" + script() + "' devices\n");
        assertEquals(1, run.code());
        assertEquals("factorizer: only " + files + " files may be open at the same time, expected 128 or more; \"ulimit -n\" sets how"
                + " many\n", run.err());
        assertEquals(7, shell("ulimit -n 128 && exec '" + script() + "' devices\n").code());
    }

    /** The whole program, started by the script in an environment that has nothing but a path. */
    @Test
    void predictsInFoldersOfAnyName() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        StringBuilder command = new StringBuilder();
        ProcessTest.command().forEach(word -> command.append('\'').append(word).append("' "));
        java(jdk(), "25.0.3", "while [ \"$1\" != -m ]; do shift; done\nshift 2\nexec " + command + "\"$@\"\n");
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
        java(jdk(), "25.0.3", "printf '" + notes.replace("\n", "\\n") + "' >&2\n"
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

    @ParameterizedTest
    @CsvSource({"25, 1", "25.0.1, 1", "25.0.2, 1", "25.0.2.1, 1", "25.0.3, 7", "25.0.3.1, 7", "25.0.12, 7", "25.1, 7", "25.0.3-ea, 7"})
    void takesNoJavaThatDamagesArchives(String version, int code) throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path other = temporary().resolve("other");
        java(other, version, "exit 7\n");
        searchNothing();
        Run run = run(script(), Map.of("JAVA_HOME", other.toString()), "devices");
        assertEquals(code, run.code(), run.err());
        if (code == 1) {
            assertTrue(run.err().startsWith("factorizer: the JDK in " + other + " is older than 25.0.3; "), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"21.0.9", "26", "250.0.3"})
    void takesNoOtherJava(String version) throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path other = temporary().resolve("other");
        java(other, version, "exit 7\n");
        searchNothing();
        Run run = run(script(), Map.of("JAVA_HOME", other.toString()), "devices");
        assertEquals(1, run.code(), run.err());
        assertTrue(run.err().startsWith("factorizer: no JDK 25 was found (JAVA_HOME is " + other), run.err());
    }

    /** In the usual folders there may be one that fits. */
    private void searchNothing() throws IOException {
        Files.writeString(script(), Files.readString(script()).replaceAll("/usr/(lib/jvm|java|local)/|/opt/|/Library/Java/", "/no/such/"));
    }

    /** Beside a Java of its own nothing is searched or built, and no other program is needed. */
    @Test
    void inAnImageNothingElseIsNeeded() throws IOException, InterruptedException {
        Path image = Files.createDirectories(temporary().resolve("an image"));
        Files.copy(script(), image.resolve("factorizer"));
        executable(image.resolve("factorizer"));
        Files.createDirectories(image.resolve("modules"));
        Files.createFile(image.resolve("modules/some.jar"));
        program(image.resolve("runtime/bin/java"), "for a in \"$@\"; do echo \"arg:$a\"; done\necho 'factorizer: hello' >&2\nexit 7\n");
        Path link = Files.createSymbolicLink(tools().resolve("fz"), Path.of("../an image/factorizer"));
        for (List<String> command : List.of(List.of(image.resolve("factorizer").toString(), "devices"),
                List.of(link.toString(), "devices", "--backend", "tornado"))) {
            List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "{ PATH= /bin/bash \"$0\" \"$@\"; echo \"code $?\"; } 2>&1 | /bin/cat"));
            all.addAll(command);
            ProcessBuilder builder = new ProcessBuilder(all);
            builder.environment().clear();
            builder.environment().put("JAVA_HOME", jdk().toString());
            Process process = builder.redirectErrorStream(true).directory(temporary().toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            assertTrue(output.contains("arg:" + image.resolve("modules/some.jar") + ":"), output);
            assertTrue(output.contains("factorizer: hello\n") && output.contains("code 7\n"), output);
        }
    }
}
