package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backend in a layer of its own, as programs with plug-ins load it: what counts is what that layer sees. */
class ModuleLayersTest {
    /** Loads the modules of its arguments in a layer, and prints what the backend says of itself. */
    static final class Program {
        private Program() { }

        /**
         * Prints the availability.
         *
         * @param arguments where the modules are
         * @throws ReflectiveOperationException if the module isn't there
         */
        public static void main(String[] arguments) throws ReflectiveOperationException {
            ModuleFinder finder = ModuleFinder.of(Stream.of(arguments).map(Path::of).toArray(Path[]::new));
            Configuration modules = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.ofSystem(),
                    Set.of("dev.factorizer.backend.jvm"));
            ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
            Class<?> provider = layer.findLoader("dev.factorizer.backend.jvm")
                    .loadClass("dev.factorizer.backend.jvm.JvmBackendProvider");
            System.out.println(provider.getMethod("availability").invoke(provider.getConstructor().newInstance()));
        }
    }

    private static String run(Path folder, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        command.addAll(List.of(options));
        List<String> classPath = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        // The program alone is on the class path.
        command.addAll(List.of("-cp", classPath.stream().filter(entry -> entry.endsWith("test-classes")).findFirst().orElseThrow(),
                Program.class.getName()));
        command.addAll(classPath.stream().filter(entry -> !entry.endsWith("test-classes")
                && (entry.contains("factorizer-api") || entry.contains("factorizer-backend-jvm"))).toList());
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectErrorStream(true).start();
        assertEquals(0, process.waitFor(), () -> command.toString());
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    @Test
    void seesTheVectorsOfTheLayerBelow(@TempDir Path folder) throws IOException, InterruptedException {
        assertTrue(run(folder, "--add-modules", "jdk.incubator.vector").contains("Available[devices=[Device[name=cpu"));
    }

    /** That layer has the module, but Java opens its own inside only to that of the boot layer. */
    @Test
    void saysThatVectorsOfItsOwnLayerDoNotWork(@TempDir Path folder) throws IOException, InterruptedException {
        assertTrue(run(folder).contains("Missing[reason=The module jdk.incubator.vector is in a layer of its own, where Java doesn't"
                + " let it work., remedy=Start it with --add-modules jdk.incubator.vector.]"));
    }
}
