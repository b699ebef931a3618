package dev.factorizer.examples.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that the build wrote into the module's descriptor, and that of Java. */
final class ModuleVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    /** Both in a line. */
    static String text() {
        return "factorizer " + number() + " (Java " + Runtime.version() + ")";
    }

    /** The version alone, such as 0.1.0. */
    static String number() {
        return Optional.ofNullable(Main.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion)
                .orElse("of an unknown version, on the class path");
    }
}
