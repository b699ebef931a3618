/**
 * What every backend must do, for authors of backends: a naive reference in double precision, golden values of the published
 * implementation, and the contract as a JUnit class to extend.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code reference}, which is never chosen on its own
 *     while another is there
 */
module dev.factorizer.tck {
    requires transitive dev.factorizer.api;
    requires transitive com.fasterxml.jackson.databind;
    requires dev.factorizer.io;
    requires dev.factorizer.models;
    requires static transitive org.junit.jupiter.api;

    exports dev.factorizer.tck.contract;
    exports dev.factorizer.tck.golden;
    exports dev.factorizer.tck.reference;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.tck.reference.ReferenceBackendProvider;
}
