package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the script finds modules of the user's own. */
class StartModulesTest extends PlantedScript {
    private Path one;
    private Path folder;

    @BeforeEach
    void plantModules() throws IOException {
        built(Instant.now().plusSeconds(60));
        one = Files.writeString(Files.createDirectories(temporary().resolve("my networks")).resolve("unet 1.jar"),
                "PK module-info.class");
        folder = Files.createDirectories(temporary().resolve("more"));
        Files.writeString(folder.resolve("plain.jar"), "PK some/Class.class");
        Files.writeString(folder.resolve("net.jar"), "PK\0\1module-info.class\0");
    }

    private Run run(String variable, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", jdk().toString()));
        environment.put("FACTORIZER_MODULES", variable);
        return run(script(), environment, arguments);
    }

    private static String modulePath(Run run) {
        assertEquals(7, run.code(), run.err());
        List<String> arguments = run.out().lines().toList();
        return arguments.get(arguments.indexOf("arg:-p") + 1);
    }

    @Test
    void variableAndOptionPutThemOnTheModulePath() throws IOException, InterruptedException {
        assertFalse(modulePath(run("", "devices")).contains("net"));
        assertTrue(modulePath(run(one.toString(), "devices")).endsWith(":" + one + ":"));
        assertTrue(modulePath(run("", "--modules", one.toString(), "devices")).endsWith(":" + one + ":"));
        Run both = run(folder.toString(), "predict", "--input", "a b.nii", "--modules=" + one + "::" + folder);
        assertTrue(modulePath(both).endsWith(":" + folder + ":" + one + ":" + folder + ":"), both.out());
        assertTrue(both.out().endsWith("arg:predict\narg:--input\narg:a b.nii\narg:--modules=" + one + "::" + folder + "\n"),
                both.out());
        assertFalse(modulePath(run("", "predict", "--", "--modules", one.toString())).contains("unet"));
        assertTrue(modulePath(run("more:", "devices")).endsWith(":more:"), "relative to where it is called");
    }

    @Test
    void theArchiveIsForTheProgramsOwnModules() throws IOException, InterruptedException {
        Files.createFile(root().resolve("factorizer-examples/target/start.aot"));
        assertTrue(run("", "devices").out().contains("arg:-XX:AOTCache="));
        assertFalse(run(one.toString(), "devices").out().contains("AOTCache"));
    }

    @Test
    void whatIsNoModuleIsSaidInOneLine() throws IOException, InterruptedException {
        refused("module " + temporary().resolve("no such.jar") + ": does not exist, expected the jar of a module or a folder of"
                + " such jars", temporary().resolve("no such.jar"));
        refused("module " + folder.resolve("plain.jar") + ": is not a module, it has no module-info.class; expected the jar of a"
                + " module or a folder of such jars", folder.resolve("plain.jar"));
        Path empty = Files.createDirectories(temporary().resolve("empty"));
        refused("module " + empty + ": no jar in this folder is a module, expected one that has a module-info.class", empty);
        Files.copy(folder.resolve("plain.jar"), empty.resolve("plain.jar"));
        refused("module " + empty + ": no jar in this folder is a module, expected one that has a module-info.class", empty);
    }

    private void refused(String message, Path module) throws IOException, InterruptedException {
        for (Run run : List.of(run(one + ":" + module, "devices"), run("", "devices", "--modules", module.toString()))) {
            assertEquals(1, run.code(), run.out());
            assertEquals("factorizer: " + message + "\n", run.err());
            assertEquals("", run.out());
        }
    }

    @Test
    void modulesThatDoNotFitTogetherAreSaidInOneLine() throws IOException, InterruptedException {
        java(jdk(), "25.0.3", """
                case "$*" in *-XX:+DisplayVMOutputToStderr*) ;; *) exit 3 ;; esac
                echo 'Error occurred during initialization of boot layer' >&2
                echo 'java.lang.module.FindException: Error reading net.jar' >&2
                echo 'Caused by: java.util.zip.ZipException: zip END header not found' >&2
                exit 1
                """);
        Run run = run(one.toString(), "devices");
        assertEquals(1, run.code());
        assertEquals("factorizer: modules: Error reading net.jar: zip END header not found; correct what --modules or"
                + " FACTORIZER_MODULES names, and put beside it what it requires\n", run.err());
    }

    @Test
    void withoutTheScriptTheProgramSaysWhatIsMissing() {
        CommandRun run = CommandRun.of("devices", "--modules", "some.jar");
        assertEquals(2, run.code());
        assertEquals("factorizer: --modules some.jar: is not on Java's module path; the script factorizer puts it there, and"
                + " without it Java's option -p does; see \"factorizer --help\"", run.complaint());
    }
}
