package dev.factorizer.examples.cli;

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
import org.junit.jupiter.api.io.TempDir;

/** The script {@code factorizer} in a tree of its own, with a JDK and a Maven that only say how they were called. */
abstract class PlantedScript {
    @TempDir
    private Path temporary;
    private Path root;
    private Path jdk;
    private Path tools;

    final Path temporary() {
        return temporary;
    }

    final Path root() {
        return root;
    }

    final Path jdk() {
        return jdk;
    }

    final Path tools() {
        return tools;
    }

    final Path script() {
        return root.resolve("factorizer");
    }

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
        java(jdk, "25.0.3", "for a in \"$@\"; do echo \"arg:$a\"; done\n"
                + "echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2\necho 'factorizer: hello' >&2\nexit 7\n");
        tools = Files.createDirectories(temporary.resolve("tools"));
    }

    static void executable(Path file) {
        assertTrue(file.toFile().setExecutable(true));
    }

    static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        executable(file);
    }

    static void java(Path folder, String version, String text) throws IOException {
        program(folder.resolve("bin/java"), text);
        program(folder.resolve("bin/javac"), "");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    final void built(Instant when) throws IOException {
        Path stamp = root.resolve("factorizer-examples/target/modules/.built");
        Files.createDirectories(stamp.getParent());
        Files.writeString(stamp.resolveSibling("some.jar"), "");
        Files.writeString(stamp, "");
        Files.setLastModifiedTime(stamp, FileTime.from(when));
    }

    record Run(int code, String out, String err) { }

    /** Variables without a value are taken out of the environment. */
    final Run run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        // To the end of the pipe: the script's filter of errors may end a moment later than the program.
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "{ \"$0\" \"$@\"; echo $? > code; } 2>&1 > out | cat > err",
                script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") || name.startsWith("JDK")
                || name.startsWith("LC_") || name.equals("LANG") || name.startsWith("FACTORIZER") || name.startsWith("TORNADO"));
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("HOME", temporary.toString());
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        assertTrue(builder.start().waitFor(60, TimeUnit.SECONDS));
        return new Run(Integer.parseInt(Files.readString(temporary.resolve("code")).strip()),
                Files.readString(temporary.resolve("out")), Files.readString(temporary.resolve("err")));
    }
}
