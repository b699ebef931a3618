package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What modules need and offer. */
class ModulesTest {
    private static final Path STORED = Project.ROOT.resolve("factorizer-rules/src/test/resources/dev/factorizer/rules/modules");

    /** What each module may require, besides java.base. The composition root and the benchmarks may require all. */
    private static final Map<String, Set<String>> MAY_REQUIRE = Map.of(
            "dev.factorizer.api", Set.of("org.jspecify"),
            "dev.factorizer.report", Set.of("org.jspecify", "dev.factorizer.io", "dev.factorizer.models",
                    "com.fasterxml.jackson.databind", "java.desktop"),
            "dev.factorizer.backend.jvm", Set.of("dev.factorizer.api", "jdk.incubator.vector", "java.management"),
            "dev.factorizer.backend.djl", Set.of("dev.factorizer.api", "dev.factorizer.backend.jvm", "ai.djl.api",
                    "ai.djl.pytorch_engine", "com.google.gson", "org.slf4j"),
            "dev.factorizer.backend.tornado", Set.of("dev.factorizer.api", "java.compiler"),
            "dev.factorizer.io", Set.of("org.jspecify", "dev.factorizer.api", "com.fasterxml.jackson.core", "com.fasterxml.jackson.databind",
                    "com.fasterxml.jackson.dataformat.yaml", "jai.imageio.jpeg2000", "java.desktop"),
            "dev.factorizer.models", Set.of("org.jspecify", "dev.factorizer.api", "dev.factorizer.io", "com.fasterxml.jackson.databind",
                    "java.management", "jdk.management", "org.apache.commons.statistics.inference"),
            "dev.factorizer.reference", Set.of("dev.factorizer.api"),
            "dev.factorizer.contract", Set.of("dev.factorizer.api", "dev.factorizer.models", "dev.factorizer.reference",
                    "org.junit.jupiter.api"),
            "dev.factorizer.golden", Set.of("dev.factorizer.api", "dev.factorizer.io", "dev.factorizer.models",
                    "com.fasterxml.jackson.databind"));

    private static List<ModuleDescriptor> descriptors() {
        return Project.javaModules().stream().map(Descriptors::read).toList();
    }

    private static Set<String> forbidden(ModuleDescriptor module) {
        Set<String> found = module.requires().stream().map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toCollection(TreeSet::new));
        found.remove("java.base");
        found.removeAll(MAY_REQUIRE.getOrDefault(module.name(), found));
        return found;
    }

    @Test
    void modulesRequireOnlyWhatTheyMay() {
        Set<String> seen = new TreeSet<>();
        for (ModuleDescriptor module : descriptors()) {
            assertEquals(Set.of(), forbidden(module), () -> module.name() + " must not require these");
            seen.add(module.name());
        }
        assertTrue(seen.containsAll(MAY_REQUIRE.keySet()), () -> "saw only " + seen);
        ModuleDescriptor knowsABackend = ModuleDescriptor.newModule("dev.factorizer.models")
                .requires("dev.factorizer.api").requires("dev.factorizer.backend.jvm").build();
        assertEquals(Set.of("dev.factorizer.backend.jvm"), forbidden(knowsABackend));
    }

    @TestFactory
    List<DynamicTest> descriptionsAreTheStoredOnes() {
        return descriptors().stream().map(module -> DynamicTest.dynamicTest(module.name(), () -> compare(module))).toList();
    }

    @Test
    void noDescriptionIsLeftOver() {
        assertEquals(descriptors().stream().map(module -> module.name() + ".txt").sorted().toList(),
                Project.files(STORED, ".txt").stream().map(file -> file.getFileName().toString()).toList());
    }

    /** On the class path a service is found by a file alone. */
    @Test
    void servicesAreFoundOnTheClassPathToo() {
        Set<String> seen = new TreeSet<>();
        for (Project.Module module : Project.javaModules()) {
            for (ModuleDescriptor.Provides service : Descriptors.read(module).provides()) {
                Path file = module.classes().resolve("META-INF/services").resolve(service.service());
                assertEquals(service.providers(), Files.exists(file) ? Project.lines(file) : List.of(),
                        () -> module.classes() + ": providers of " + service.service());
                seen.addAll(service.providers());
            }
        }
        assertTrue(seen.size() >= 6, () -> "saw only " + seen);
    }

    private static void compare(ModuleDescriptor module) throws IOException {
        Path stored = STORED.resolve(module.name() + ".txt");
        Path built = Project.ROOT.resolve("factorizer-rules/target/modules").resolve(module.name() + ".txt");
        Files.createDirectories(built.getParent());
        Files.writeString(built, Descriptors.describe(module));
        assertEquals(Files.exists(stored) ? Project.text(stored) : "", Project.text(built), () -> "The module "
                + module.name() + " offers or needs something else than before. If that is meant, run\n  cp "
                + Project.ROOT.relativize(built) + " " + Project.ROOT.relativize(stored) + "\n");
    }

    @Test
    void anotherExportIsSeen() {
        ModuleDescriptor one = ModuleDescriptor.newModule("m").packages(Set.of("m.a", "m.b"))
                .exports("m.a").requires("n").build();
        ModuleDescriptor other = ModuleDescriptor.newModule("m").packages(Set.of("m.a", "m.b"))
                .exports("m.b").requires("n").build();
        assertEquals("m\ncontains m.b\nexports m.a\nrequires java.base mandated\nrequires n\n", Descriptors.describe(one));
        assertFalse(Descriptors.describe(one).equals(Descriptors.describe(other)));
    }
}
