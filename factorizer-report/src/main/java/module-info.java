import org.jspecify.annotations.NullMarked;

/**
 * The results of a run or a case as one HTML file: it opens from disk, calls nowhere, and can be used by keyboard. Start with {@link
 * dev.factorizer.report.Report}. Nothing may be null but where an annotation says so.
 */
@NullMarked
module dev.factorizer.report {
    // Says what may be null, to compilers and checkers; nothing at run time needs it.
    requires static org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires transitive dev.factorizer.io;
    requires transitive dev.factorizer.models;
    requires java.desktop;

    exports dev.factorizer.report;
}
