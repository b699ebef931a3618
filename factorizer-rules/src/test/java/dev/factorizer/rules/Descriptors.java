package dev.factorizer.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compiled module descriptors, and their text as {@code jar --describe-module} prints it. */
final class Descriptors {
    private Descriptors() { }

    static ModuleDescriptor read(Project.Module module) {
        try (InputStream in = Files.newInputStream(module.descriptor())) {
            return ModuleDescriptor.read(in, () -> packages(module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packages with classes, or resources, in a module. */
    static Set<String> packages(Project.Module module) {
        Path root = module.classes();
        return Project.files(root, ".class").stream().map(Path::getParent).filter(folder -> !folder.equals(root))
                .map(folder -> root.relativize(folder).toString().replace('/', '.').replace('\\', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String describe(ModuleDescriptor module) {
        List<String> lines = new ArrayList<>();
        module.exports().forEach(exported -> lines.add((exported.isQualified() ? "qualified exports " : "exports ")
                + exported.source() + targets(exported.targets())));
        module.requires().forEach(required -> lines.add("requires " + required.name() + required.modifiers().stream()
                .map(modifier -> " " + modifier.name().toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining())));
        module.uses().forEach(service -> lines.add("uses " + service));
        module.provides().forEach(provided -> lines.add("provides " + provided.service() + " with "
                + String.join(" ", provided.providers())));
        module.opens().forEach(opened -> lines.add((opened.isQualified() ? "qualified opens " : "opens ") + opened.source()
                + targets(opened.targets())));
        Set<String> contained = new TreeSet<>(module.packages());
        module.exports().forEach(exported -> contained.remove(exported.source()));
        contained.forEach(hidden -> lines.add("contains " + hidden));
        return module.name() + lines.stream().sorted().map(line -> "\n" + line).collect(Collectors.joining()) + "\n";
    }

    private static String targets(Collection<String> modules) {
        return modules.isEmpty() ? "" : " to " + String.join(" ", new TreeSet<>(modules));
    }
}
