package dev.factorizer.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The compiled classes of all modules, read once. */
final class ProductionCode {
    /** All that users get. */
    static final JavaClasses MAIN = read(Project.modules().stream().map(Project.Module::classes).toList());

    /** The tests of all modules but this one, which holds the offences. */
    static final JavaClasses TESTS = read(Project.modules().stream()
            .filter(module -> !module.name().equals("factorizer-rules")).map(Project.Module::testClasses).toList());

    private ProductionCode() { }

    private static JavaClasses read(List<Path> folders) {
        return new ClassFileImporter().importPaths(folders.stream().filter(Files::isDirectory).toList());
    }
}
