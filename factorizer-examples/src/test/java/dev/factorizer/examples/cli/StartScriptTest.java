package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code factorizer} in a tree of its own, with a JDK and a Maven that only say how they were called. */
class StartScriptTest {
    @TempDir
    private Path temporary;
    private Path root;
    private Path jdk;
    private Path tools;

    @BeforeEach
    void plant() throws IOException {
        // Folders with spaces in their names are where scripts break.
        root = Files.createDirectories(temporary.resolve("my project"));
        Files.copy(Path.of("..", "factorizer"), root.resolve("factorizer"));
        executable(root.resolve("factorizer"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(root.resolve("factorizer-examples/src/main"));
        Files.createFile(root.resolve("factorizer-examples/pom.xml"));
        jdk = temporary.resolve("my jdk");
        java(jdk, "25.0.1", "for a in \"$@\"; do echo \"arg:$a\"; done\n"
                + "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2\necho 'factorizer: hello' >&2\nexit 7\n");
        tools = Files.createDirectories(temporary.resolve("tools"));
    }

    private static void executable(Path file) {
        assertTrue(file.toFile().setExecutable(true));
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        executable(file);
    }

    private static void java(Path folder, String version, String text) throws IOException {
        program(folder.resolve("bin/java"), text);
        program(folder.resolve("bin/javac"), "");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void built(Instant when) throws IOException {
        Path stamp = root.resolve("factorizer-examples/target/modules/.built");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp.resolveSibling("some.jar"), "");
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(when));
    }

    private record Run(int code, String out, String err) { }

    private Run run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("HOME", temporary.toString());
        builder.environment().putAll(environment);
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        Process process = builder.redirectOutput(out.toFile()).redirectErrorStream(false).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        // The script's filter of errors may end a moment later than the program.
        for (int i = 0; i < 100 && !Files.readString(err).endsWith("\n"); i++) {
            Thread.sleep(20);
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void startsTheProgramFromItsModules() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Run run = run(root.resolve("factorizer"), Map.of("JAVA_HOME", jdk.toString(), "FACTORIZER_JAVA_OPTIONS", "-Xmx1g -Da=b"),
                "bench", "--work", "two words");
        assertEquals(7, run.code(), run.err());
        assertEquals("factorizer: hello\n", run.err());
        List<String> arguments = run.out().lines().toList();
        assertTrue(arguments.contains("arg:-Xmx1g") && arguments.contains("arg:-Da=b"), run.out());
        assertTrue(arguments.contains("arg:" + root.resolve("factorizer-examples/target/modules/some.jar") + ":"
                + root.resolve("factorizer-examples/target/factorizer-examples-*.jar") + ":"), run.out());
        assertEquals(List.of("arg:-m", "arg:dev.factorizer.examples/dev.factorizer.examples.cli.Main", "arg:bench",
                "arg:--work", "arg:two words"), arguments.subList(arguments.size() - 5, arguments.size()));
    }

    @Test
    void bringsTornadoOnlyWhereItIsAskedFor() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path adapter = root.resolve("factorizer-backend-tornado/adapter/target/factorizer-backend-tornado-adapter-1.jar");
        Files.createDirectories(adapter.getParent());
        Files.createDirectories(adapter.resolve("../../src/main").normalize());
        Files.writeString(adapter, "");
        Files.writeString(adapter.resolve("../../pom.xml").normalize(), "");
        Path home = Files.createDirectories(temporary.resolve("tornado"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString(), "TORNADOVM_HOME", home.toString());
        Run refused = run(root.resolve("factorizer"), environment, "bench", "--backend", "tornado");
        assertEquals(1, refused.code());
        assertTrue(refused.err().startsWith("factorizer: TORNADOVM_HOME is " + home + ", which has no tornado-argfile"), refused.err());
        // Java reads the file's options; what starts in its place here shows its name.
        Files.writeString(home.resolve("tornado-argfile"), "");
        List<String> asked = run(root.resolve("factorizer"), environment, "bench", "--backend", "tornado").out().lines().toList();
        assertTrue(asked.contains("arg:@" + home.resolve("tornado-argfile")), asked.toString());
        assertTrue(asked.contains("arg:-Dtornado.recover.bailout=False"), asked.toString());
        assertTrue(asked.stream().anyMatch(line -> line.endsWith(":" + adapter + ":" + home.resolve("share/java/tornado"))),
                asked.toString());
        String other = run(root.resolve("factorizer"), environment, "bench").out();
        assertFalse(other.contains("tornado"), other);
    }

    @Test
    void findsItselfThroughSymbolicLinks() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Path link = Files.createSymbolicLink(tools.resolve("fz"), Path.of("../my project/factorizer"));
        Path second = Files.createSymbolicLink(temporary.resolve("fz2"), link);
        Run run = run(second, Map.of("JAVA_HOME", jdk.toString()), "devices");
        assertEquals(7, run.code(), run.err());
        assertTrue(run.out().contains(root.resolve("factorizer-examples/target/modules/some.jar").toString()), run.out());
    }

    @Test
    void takesTheJdkOnThePath() throws IOException, InterruptedException {
        built(Instant.now().plusSeconds(60));
        Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
        Path other = temporary.resolve("other");
        java(other, "21.0.2", "exit 9\n");
        Run run = run(root.resolve("factorizer"), Map.of("JAVA_HOME", other.toString()), "devices");
        assertEquals(7, run.code(), run.err());
    }

    @Test
    void buildsWhenSourcesAreNewer() throws IOException, InterruptedException {
        built(Instant.now().minusSeconds(60));
        program(tools.resolve("mvn"), "echo \"maven: $JAVA25_HOME $*\" >&2\nexit 1\n");
        Run run = run(root.resolve("factorizer"), Map.of("JAVA_HOME", jdk.toString()), "devices");
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("factorizer: building"), run.err());
        assertTrue(run.err().contains("maven: " + jdk + " -q -B "), run.err());
        assertTrue(run.err().contains("factorizer: the build failed, see above"), run.err());
    }
}
