package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackagesTest {
    /** Words that stand where a noun is missing. */
    private static final Set<String> NO_NAMES = Set.of("util", "utils", "common", "helper", "helpers", "impl", "misc", "base");
    private static final List<String> NO_ENDINGS = List.of("Util", "Utils", "Helper", "Helpers", "Impl", "Manager");

    private static List<String> misnamed(Stream<JavaClass> classes) {
        return classes.filter(type -> NO_ENDINGS.stream().anyMatch(type.getSimpleName()::endsWith)
                || Stream.of(type.getPackageName().split("\\.")).anyMatch(NO_NAMES::contains))
                .map(JavaClass::getName).sorted().toList();
    }

    @Test
    void packagesFormNoCycles() {
        long packages = ProductionCode.MAIN.stream().map(JavaClass::getPackageName).distinct().count();
        assertTrue(packages >= 24, () -> "saw only " + packages + " packages");
        PackageCycles.none("dev.factorizer.").check(ProductionCode.MAIN);
    }

    @Test
    void aCycleIsSeen() {
        String cycle = "dev.factorizer.rules.offences.cycle";
        EvaluationResult result = PackageCycles.none(cycle).evaluate(new ClassFileImporter().importPackages(cycle));
        assertEquals(1, result.getFailureReport().getDetails().size(), () -> result.getFailureReport().toString());
    }

    @Test
    void namesAreNouns() {
        assertEquals(List.of(), misnamed(ProductionCode.MAIN.stream()), "name the thing, not that it is needed");
        assertEquals(List.of("dev.factorizer.rules.offences.NameManager"), misnamed(new ClassFileImporter()
                .importPackages("dev.factorizer.rules.offences").stream()));
    }

    @Test
    void packagesBeginWithTheirModulesName() {
        int packages = 0;
        for (Project.Module module : Project.javaModules()) {
            String name = Descriptors.read(module).name();
            for (String found : Descriptors.packages(module)) {
                assertTrue((found + ".").startsWith(name + "."), () -> "package " + found + " in module " + name);
                packages++;
            }
        }
        assertTrue(packages >= 24, "saw only " + packages + " packages");
    }

    @Test
    void everyPackageSaysWhatIsHere() {
        List<String> missing = new ArrayList<>();
        Set<Path> seen = new TreeSet<>();
        for (Project.Module module : Project.modules()) {
            Stream.concat(module.mainSources().stream(), module.name().equals("factorizer-rules") ? module.sources().stream()
                    : Stream.empty()).filter(file -> !file.endsWith("module-info.java")).map(Path::getParent).forEach(seen::add);
        }
        for (Path folder : seen) {
            if (!says(folder.resolve("package-info.java"))) {
                missing.add(Project.ROOT.relativize(folder).toString());
            }
        }
        assertEquals(List.of(), missing, "folders without a package-info.java that says what is here");
        assertTrue(seen.size() >= 26, () -> "saw only " + seen.size() + " packages");
    }

    private static boolean says(Path packageInfo) {
        return Files.exists(packageInfo) && Project.text(packageInfo).matches("(?s)\\s*/\\*\\*.{15,}?\\*/\\s*(@[^\n]*\n)?package .*");
    }

    @Test
    void everyModuleSaysWhatItIs() {
        for (Project.Module module : Project.javaModules()) {
            String text = Project.text(module.folder().resolve("src/main/java/module-info.java"));
            assertTrue(text.matches("(?s)(import [^\n]*\n\\s*)*/\\*\\*.{60,}?\\*/\\s*(@[^\n]*\n)?(open )?module .*"), () -> module.name() + ": Javadoc of module-info");
            assertEquals(text.contains("    uses "), text.contains("@uses"), () -> module.name() + ": @uses in module-info");
            assertEquals(text.contains("    provides "), text.contains("@provides"), () -> module.name() + ": @provides");
        }
        assertTrue(Project.javaModules().size() >= 5, "saw too few modules");
    }
}
