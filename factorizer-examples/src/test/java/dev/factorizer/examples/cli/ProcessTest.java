package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program as a process of its own, from its modules, as users start it. */
class ProcessTest {
    private static final String MAIN = "dev.factorizer.examples/dev.factorizer.examples.cli.Main";
    private static final String WARNING = "WARNING: Using incubator modules: jdk.incubator.vector";

    @TempDir
    private Path folder;

    /** What the tests have on their class path, without the tests and their tools: jars of native libraries, or the rest. */
    private static String path(boolean natives) {
        List<String> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.contains("junit") && !entry.contains("opentest4j")
                        && !entry.contains("apiguardian") && !entry.contains("surefire"))
                .filter(entry -> natives == (entry.contains("pytorch-jni") || entry.contains("pytorch-native"))).toList();
        return String.join(File.pathSeparator, entries);
    }

    /** How Java is started. */
    static List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-p", path(false), "-cp", path(true), "-m", MAIN));
        return command;
    }

    private Process start(List<String> arguments) throws IOException {
        return start(command(), arguments);
    }

    private Process start(List<String> command, List<String> arguments) throws IOException {
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("FACTORIZER_BACKEND", "");
        return builder.redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile()).start();
    }

    private int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the process has not ended");
        return process.exitValue();
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(folder.resolve("err")).stream().filter(line -> !line.equals(WARNING)).toList();
    }

    @Test
    void versionIsThatOfTheModule() throws IOException, InterruptedException {
        assertEquals(0, end(start(List.of("--version"))));
        assertTrue(Files.readString(folder.resolve("out")).matches("factorizer \\d+\\.\\d+\\.\\d+ \\(Java 25.*\\)\\R"),
                Files.readString(folder.resolve("out")));
        assertEquals(List.of(), errors());
    }

    @Test
    void modulesFindTheirBackends() throws IOException, InterruptedException {
        assertEquals(0, end(start(List.of("devices"))));
        List<String> lines = Files.readAllLines(folder.resolve("out"));
        assertEquals(List.of("jvm", "djl", "tornado", "reference"), lines.stream().map(line -> line.split(" ")[0]).toList());
        assertTrue(lines.get(1).matches("djl +cpu +CPU .*, PyTorch 2\\.7\\.1 \\(cpu, bundled\\)"), lines.toString());
    }

    @Test
    void exitCodeAndOneLineTellWhatWentWrong() throws IOException, InterruptedException {
        assertEquals(2, end(start(List.of("bench", "--backend", "abacus"))));
        assertEquals(1, errors().size(), errors().toString());
        assertEquals(1, end(start(List.of("predict", "--model", "none", "--input", "a.nii", "--output", "b"))));
        assertEquals(List.of("factorizer: --model none, --input a.nii: do not exist, expected existing files"), errors());
        Path image = Files.createFile(folder.resolve("a.nii"));
        assertEquals(1, end(start(List.of("predict", "--model", "none", "--input", image.toString(), "--output", "b"))));
        assertEquals(List.of("factorizer: none: does not exist, expected the folder or zip archive of a model bundle"),
                errors());
        assertFalse(Files.exists(Path.of("b")));
    }

    /** What the shell makes of it, where {@code $0} is the command. */
    private int shell(Map<String, String> environment, String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script));
        command.addAll(command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG") || name.startsWith("JAVA"));
        builder.environment().putAll(environment);
        return end(builder.redirectOutput(folder.resolve("out").toFile()).start());
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "--help", "--version", "verify --area layout"})
    void resultsThatNobodyGetsAreAFailure(String arguments) throws IOException, InterruptedException {
        // A device that is always full; where there is none, a stream that can only be read.
        assertEquals(1, shell(Map.of(), "test -e /dev/full && exec \"$0\" \"$@\" > /dev/full; exec \"$0\" \"$@\" 1< /dev/null",
                arguments.split(" ")));
        assertEquals(1, errors().size(), errors().toString());
        assertTrue(errors().getFirst().startsWith("factorizer: the standard output could not be written"), errors().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "--help"})
    void aPipeThatIsClosedIsAFailure(String arguments) throws IOException, InterruptedException {
        assertEquals(0, shell(Map.of(), "{ \"$0\" \"$@\"; echo $? > code; } | true".replace("code", folder.resolve("code").toString()),
                arguments.split(" ")));
        assertEquals("1", Files.readString(folder.resolve("code")).strip());
        assertTrue(errors().getFirst().startsWith("factorizer: the standard output could not be written"), errors().toString());
    }

    /** The names of files reach Java as bytes; in this locale it knows 128 letters. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX"})
    void saysWhatToSetWhereLettersCantBeRead(String locale) throws IOException, InterruptedException {
        assertEquals(2, shell(Map.of("LC_ALL", locale), "exec \"$0\" \"$@\" --input \"$(printf '\\303\\274.nii')\"", "predict",
                "--model", "m", "--output", "o"));
        assertEquals(1, errors().size(), errors().toString());
        assertTrue(errors().getFirst().contains(".nii\" has letters that Java can't read here, where names of files are in ANSI_X3.4-1968;"
                + " set LC_ALL=C.UTF-8"), errors().toString());
    }

    @Test
    void aWarningOfALibraryIsALine() throws IOException, InterruptedException {
        assertEquals(0, end(start(command("-XX:TieredStopAtLevel=1"), List.of("verify", "--area", "layout", "--backend", "jvm"))));
        assertEquals(1, errors().size(), errors().toString());
        assertTrue(errors().getFirst().startsWith("factorizer: warning: this Java does not compile vectors"), errors().toString());
        assertTrue(Files.readAllLines(folder.resolve("out")).getFirst().contains("this Java does not compile vectors"));
    }

    /**
     * With fewer than 20 Java ends with words of its own. Each jar takes one, so without a word of its own the program would miss a
     * class in the middle of anything.
     */
    @ParameterizedTest
    @ValueSource(ints = {20, 24, 28, 32, 48, 64, 80, 128, 256})
    void fewFilesThatMayBeOpenGiveASentenceOrAResult(int most) throws IOException, InterruptedException {
        Path bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        int code = shell(Map.of(), "ulimit -n " + most + " && exec \"$0\" \"$@\"", "export", "--model", bundle.toString(),
                "--output", folder.resolve("tiny.pt").toString());
        if (most >= 128) {
            assertEquals(0, code, errors().toString());
        }
        if (code == 0) {
            assertTrue(Files.exists(folder.resolve("tiny.pt")));
        } else {
            assertEquals(List.of("factorizer: too few files may be open at once for a Java program, expected 128 or more; raise"
                    + " the limit with \"ulimit -n 1024\""), errors());
        }
    }

    @Test
    void endsInGoodOrderWhenItIsAskedTo() throws IOException, InterruptedException {
        Path output = folder.resolve("demo");
        Process process = start(List.of("demo", "--output", output.toString()));
        while (process.isAlive() && !Files.readString(folder.resolve("out")).contains("Training")) {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        assertTrue(process.isAlive(), () -> "ended too early");
        process.destroy();
        assertEquals(143, end(process));
        List<String> errors = errors().stream().filter(line -> !line.startsWith("step ")).toList();
        assertEquals(List.of("factorizer: stopped; what was not finished was not written"), errors);
        try (Stream<Path> files = Files.walk(output)) {
            assertEquals(List.of(), files.filter(Files::isRegularFile).toList());
        }
    }
}
