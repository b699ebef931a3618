package dev.factorizer.examples.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that the build wrote into the module's descriptor, and that of Java. */
final class ModuleVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"factorizer " + number() + " (Java " + Runtime.version() + ")"};
    }

    /** The version alone, such as 0.1.0. */
    static String number() {
        return Main.class.getModule().getDescriptor().rawVersion().orElse("without version");
    }
}
