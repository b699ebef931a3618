package dev.factorizer.rules;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The built modules and their libraries as a user's module path, and programs started with it. */
final class ModulePath {
    /** Libraries that a module descriptor of the project names, and what those need. */
    private static final Set<String> LIBRARIES = Set.of("jackson-annotations", "jackson-core", "jackson-databind",
            "jackson-dataformat-yaml", "snakeyaml",
            "junit-jupiter-api", "junit-platform-commons", "opentest4j", "apiguardian-api", "api", "pytorch-engine", "gson",
            "slf4j-api", "jai-imageio-jpeg2000", "jai-imageio-core", "jspecify");

    private static final Set<String> NATIVES = Set.of("pytorch-jni", "pytorch-native-cpu");

    private ModulePath() { }

    /** Jars without classes, which no module path takes: what stands behind {@code -cp}. */
    static String nativeLibraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> NATIVES.contains(
                Path.of(entry).getParent().getParent().getFileName().toString())).collect(Collectors.joining(File.pathSeparator));
    }

    /** What stands behind {@code -p}. */
    static String text() {
        Stream<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && isLibrary(Path.of(entry).getParent().getParent().getFileName().toString()));
        Stream<String> modules = Project.javaModules().stream().filter(module -> !module.name().equals("factorizer-examples"))
                .map(module -> module.classes().toString());
        return Stream.concat(modules, libraries).collect(Collectors.joining(File.pathSeparator));
    }

    /** The statistics of Apache Commons come in many small jars. */
    private static boolean isLibrary(String artifact) {
        return LIBRARIES.contains(artifact) || artifact.startsWith("commons-statistics-") || artifact.startsWith("commons-numbers-")
                || artifact.startsWith("commons-rng-");
    }

    /**
     * Runs a tool of this JDK.
     *
     * @param folder where
     * @param tool such as {@code java}
     * @param arguments its arguments
     * @return what it printed on both streams
     */
    static String run(Path folder, String tool, String... arguments) throws IOException, InterruptedException {
        return run(folder, Map.of(), tool, arguments);
    }

    /** The same with variables beside those of this process. */
    static String run(Path folder, Map<String, String> environment, String tool, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(tool + " did not end within 5 minutes: " + Project.text(output));
        }
        String text = Project.text(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(tool + " ended with " + process.exitValue() + ":\n" + text);
        }
        return text;
    }
}
