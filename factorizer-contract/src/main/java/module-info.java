/**
 * What every backend must do, as JUnit classes: authors of a backend extend {@link dev.factorizer.contract.BackendContract}.
 */
module dev.factorizer.contract {
    requires transitive dev.factorizer.api;
    requires dev.factorizer.models;
    requires dev.factorizer.reference;
    requires transitive org.junit.jupiter.api;

    exports dev.factorizer.contract;

    // The tests in it are not public.
    opens dev.factorizer.contract to org.junit.platform.commons;
}
