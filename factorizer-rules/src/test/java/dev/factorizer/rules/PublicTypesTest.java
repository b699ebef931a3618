package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Type;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What users may name is used or tested: a public type has a user in another package, or in a test, or is a service that its
 * module provides.
 */
class PublicTypesTest {
    private static final Set<String> MODULES = Set.of("factorizer-api", "factorizer-io", "factorizer-models");

    private static boolean isTest(JavaClass type) {
        return type.getSource().orElseThrow().getUri().toString().contains("/test-classes/");
    }

    private static boolean isUsed(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream().map(Dependency::getOriginClass)
                .anyMatch(user -> isTest(user) || !user.getPackageName().equals(type.getPackageName()));
    }

    @Test
    void unusedTypesAreSeen() {
        JavaClasses classes = new ClassFileImporter().importClasses(DataType.class, Type.class, Cast.class);
        assertTrue(isUsed(classes.get(DataType.class)));
        JavaClasses alone = new ClassFileImporter().importClasses(DataType.class, Type.class);
        assertFalse(isUsed(alone.get(DataType.class)));
    }

    @Test
    void publicTypesHaveUsers() {
        List<Path> folders = Project.modules().stream().flatMap(module -> Stream.of(module.classes(), module.testClasses()))
                .filter(folder -> folder.toFile().isDirectory()).toList();
        JavaClasses classes = new ClassFileImporter().importPaths(folders);
        List<ModuleDescriptor> modules = Project.javaModules().stream().filter(module -> MODULES.contains(module.name()))
                .map(Descriptors::read).toList();
        Set<String> exported = modules.stream().flatMap(module -> module.exports().stream())
                .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        Set<String> provided = modules.stream().flatMap(module -> module.provides().stream())
                .flatMap(service -> service.providers().stream()).collect(Collectors.toSet());
        List<JavaClass> types = classes.stream().filter(type -> exported.contains(type.getPackageName()) && !isTest(type)
                && type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass()
                && !type.getSimpleName().equals("package-info")).toList();
        assertTrue(types.size() >= 150, () -> "saw only " + types.size() + " types");
        assertEquals(Set.of(), types.stream().filter(type -> !isUsed(type)).map(JavaClass::getName)
                .filter(name -> !provided.contains(name))
                .collect(Collectors.toCollection(TreeSet::new)), "public types that nothing uses or tests");
    }
}
