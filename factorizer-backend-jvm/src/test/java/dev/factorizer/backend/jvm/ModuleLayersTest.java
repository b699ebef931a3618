package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.BackendProvider;
import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend in a layer of its own, as programs with plug-ins load it: what counts is what that layer sees. */
class ModuleLayersTest {
    /** Loads the backend's module in a layer, and writes what the backend says of itself. */
    static final class Program {
        private Program() { }

        /**
         * Writes the availability.
         *
         * @param arguments where the module is, and the file to write to
         * @throws IOException if it can't be written
         */
        public static void main(String[] arguments) throws IOException {
            Configuration modules = ModuleLayer.boot().configuration().resolve(ModuleFinder.of(Path.of(arguments[0])),
                    ModuleFinder.ofSystem(), Set.of("dev.factorizer.backend.jvm"));
            ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(modules, ClassLoader.getSystemClassLoader());
            BackendProvider provider = ServiceLoader.load(layer, BackendProvider.class).findFirst().orElseThrow();
            Files.writeString(Path.of(arguments[1]), layer.equals(provider.getClass().getModule().getLayer()) + " "
                    + provider.availability());
        }
    }

    private static String run(Path folder, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        command.addAll(List.of(options));
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        Path said = folder.resolve("said");
        command.addAll(List.of("-p", entry(classPath, "factorizer-api", "classes"), "--add-modules", "dev.factorizer.api",
                "-cp", entry(classPath, "factorizer-backend-jvm", "test-classes"), Program.class.getName(),
                entry(classPath, "factorizer-backend-jvm", "classes"), said.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return Files.readString(said);
    }

    /** A folder of classes, or the jar that was made of it. */
    private static String entry(List<String> classPath, String module, String folder) {
        return classPath.stream().filter(entry -> entry.contains(module)
                && (entry.endsWith("/" + folder) || entry.endsWith(".jar") && folder.equals("classes"))).findFirst().orElseThrow();
    }

    @Test
    void seesTheVectorsOfTheLayerBelow(@TempDir Path folder) throws IOException, InterruptedException {
        assertTrue(run(folder, "--add-modules", "jdk.incubator.vector").startsWith("true Available[devices=[Device[name=cpu"));
    }

    /** That layer has the module, but Java opens its own inside only to that of the boot layer. */
    @Test
    void saysThatVectorsOfItsOwnLayerDoNotWork(@TempDir Path folder) throws IOException, InterruptedException {
        assertEquals("true Missing[reason=The module jdk.incubator.vector is in a layer of its own, where Java doesn't let it work.,"
                + " remedy=Start it with --add-modules jdk.incubator.vector.]", run(folder));
    }
}
