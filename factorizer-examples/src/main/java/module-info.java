/**
 * The command line and the demonstration. Composed by Guice, so that this is the one module that knows all others; start
 * with {@link dev.factorizer.examples.cli.Main}.
 */
module dev.factorizer.examples {
    // Guice needs these two, but an automatic module can't say so.
    requires com.google.common;
    requires java.logging;

    requires com.fasterxml.jackson.databind;
    requires com.google.guice;
    requires dev.factorizer.api;
    requires dev.factorizer.backend.djl;
    requires dev.factorizer.golden;
    requires dev.factorizer.io;
    requires dev.factorizer.models;
    requires dev.factorizer.report;
    requires transitive info.picocli;
    requires jakarta.inject;
    requires java.desktop;
    requires me.tongfei.progressbar;
    requires org.knowm.xchart;

    exports dev.factorizer.examples.cli;

    // Both make objects and fill their fields by reflection.
    opens dev.factorizer.examples.cli to com.google.guice, info.picocli;
    opens dev.factorizer.examples.wiring to com.google.guice;
}
