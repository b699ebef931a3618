/**
 * Golden values: results of the published implementation as files, and what compares a backend with them. Start with {@link
 * dev.factorizer.golden.Golden}. Needs no test framework, so that a program can check itself.
 */
module dev.factorizer.golden {
    requires transitive com.fasterxml.jackson.databind;
    requires transitive dev.factorizer.api;
    requires dev.factorizer.io;
    requires dev.factorizer.models;

    exports dev.factorizer.golden;
}
