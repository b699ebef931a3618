package dev.factorizer.examples.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real process gets a real SIGKILL at each of its system calls that change a folder or wait for the disk. Where there is no
 * strace, or no right to trace, it is killed by the clock instead; io's tests go through all operations everywhere, on a disk
 * that dies.
 */
class KilledProcessTest {
    /** Each kind is counted by itself; of the names of a kind a Java uses one. */
    private static final List<String> KINDS = List.of("mkdir,mkdirat", "rename,renameat,renameat2", "unlink,unlinkat", "rmdir",
            "fsync,fdatasync");
    private static final String CLOCK = "milliseconds";
    private static final int KILLED = 137;
    private static final int MOST_CALLS = 100;

    @TempDir
    private Path temporary;

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "the process has not ended");
        return process.exitValue();
    }

    private static List<String> trace(String kind, int call) {
        return List.of("strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "inject=" + kind
                + ":signal=SIGKILL:when=" + call);
    }

    private boolean traces() throws InterruptedException {
        List<String> command = new ArrayList<>(trace("rmdir", 1));
        command.addAll(List.of("rmdir", temporary.resolve("none").toString()));
        try {
            return end(start(command)) == KILLED;
        } catch (IOException e) {
            return false;
        }
    }

    /** The exit code of a process that writes number 2 and is killed at a call of a kind; 0 if it makes fewer of them. */
    private int write(WritingProcess what, Path folder, String kind, int call) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(kind.equals(CLOCK) ? List.of() : trace(kind, call));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), WritingProcess.class.getName(), what.name(), folder.toString(), "2"));
        Process process = start(command);
        if (kind.equals(CLOCK) && !process.waitFor(50L * call, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
        }
        return end(process);
    }

    private static List<String> hidden(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder) && file.getFileName().toString().startsWith("."))
                    .map(Path::toString).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(WritingProcess.class)
    void whatIsReadAfterwardsIsWhole(WritingProcess what) throws IOException, InterruptedException {
        Set<Integer> states = new TreeSet<>();
        int calls = 0;
        for (String kind : traces() ? KINDS : List.of(CLOCK)) {
            for (int call = 1; killed(what, kind, call, states); call++) {
                calls++;
                assertTrue(call < MOST_CALLS, "the process never ends by itself");
            }
        }
        assertTrue(calls > 3, "only " + calls);
        assertEquals(Set.of(1, 2), states);
    }

    /** Whether a process made so many calls of a kind that it was killed; what it left is checked in both cases. */
    private boolean killed(WritingProcess what, String kind, int call, Set<Integer> states)
            throws IOException, InterruptedException {
        String when = kind + " " + call;
        Path folder = Files.createDirectory(temporary.resolve(when));
        what.write(folder, 1);
        int code = write(what, folder, kind, call);
        assertTrue(code == KILLED || code == 0, () -> "output: " + output());
        int seen = what.read(folder);
        assertTrue(seen == 1 || seen == 2 || seen == 0 && what == WritingProcess.RESULTS, when + ": " + seen);
        if (what == WritingProcess.RESULTS) {
            // As the next call does, whose output folder this is.
            WritableFolder.open(folder);
            int later = what.read(folder);
            assertTrue(later == 1 || later == 2, when + ": " + later);
            assertTrue(seen != 2 || later == 2);
            assertEquals(List.of(), hidden(folder));
            seen = later;
        }
        states.add(seen);
        what.write(folder, 3);
        assertEquals(3, what.read(folder));
        assertEquals(List.of(), hidden(folder), when);
        return code == KILLED;
    }

    /** Several processes replace the same bundle while it is read. */
    @Test
    void processesReplaceOneBundleOneAfterTheOther() throws IOException, InterruptedException {
        Path folder = Files.createDirectory(temporary.resolve("busy"));
        WritingProcess.BUNDLE.write(folder, 1);
        List<Process> writers = new ArrayList<>();
        for (int number = 2; number < 6; number++) {
            writers.add(start(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                    "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                    WritingProcess.class.getName(), "BUNDLE", folder.toString(), String.valueOf(number), "20")));
        }
        Set<Integer> seen = new TreeSet<>();
        while (writers.stream().anyMatch(Process::isAlive)) {
            seen.add(WritingProcess.BUNDLE.read(folder));
        }
        for (Process writer : writers) {
            assertEquals(0, end(writer), output());
        }
        assertTrue(seen.size() > 1, "read only " + seen);
        assertEquals(List.of(), hidden(folder));
        try (Stream<Path> files = Files.list(folder.resolve("a.bundle"))) {
            assertEquals(2, files.count());
        }
    }

    private String output() {
        try {
            return Files.readString(temporary.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
