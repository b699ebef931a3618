/**
 * The results of a run or a case as one HTML file: it opens from disk, calls nowhere, and can be used by keyboard. Start with {@link
 * dev.factorizer.report.Report}.
 */
module dev.factorizer.report {
    requires com.fasterxml.jackson.databind;
    requires transitive dev.factorizer.io;
    requires transitive dev.factorizer.models;
    requires java.desktop;

    exports dev.factorizer.report;
}
