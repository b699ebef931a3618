package dev.factorizer.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree: its root folder and the modules that the root pom lists. */
final class Project {
    /** Surefire runs the tests in the module's folder. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /**
     * A Maven module.
     *
     * @param name the folder's name, which is also the artifact's
     * @param folder where it is
     */
    record Module(String name, Path folder) {
        Path classes() {
            return folder.resolve("target/classes");
        }

        Path testClasses() {
            return folder.resolve("target/test-classes");
        }

        Path descriptor() {
            return classes().resolve("module-info.class");
        }

        /** Whether users get it: it has a module descriptor. */
        boolean isJavaModule() {
            return Files.exists(folder.resolve("src/main/java/module-info.java"));
        }

        List<Path> sources() {
            return Stream.of("src/main/java", "src/test/java").flatMap(part -> files(folder.resolve(part), ".java").stream())
                    .toList();
        }

        List<Path> mainSources() {
            return files(folder.resolve("src/main/java"), ".java");
        }
    }

    private Project() { }

    static List<Module> modules() {
        return Pom.read(ROOT.resolve("pom.xml")).modules().stream().map(name -> new Module(name, ROOT.resolve(name)))
                .toList();
    }

    /** All modules, also those that are compiled only where something is installed: what can be said of their sources. */
    static List<Module> modulesWithSources() {
        Pom pom = Pom.read(ROOT.resolve("pom.xml"));
        return Stream.concat(pom.modules().stream(), pom.modulesOfProfiles().stream())
                .map(name -> new Module(name, ROOT.resolve(name))).toList();
    }

    static List<Module> javaModules() {
        return modules().stream().filter(Module::isJavaModule).toList();
    }

    /** Files below a folder whose names end so, in order; none if there is no such folder. */
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        return text(file).lines().toList();
    }
}
