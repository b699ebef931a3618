/**
 * Two small backends, for tests and to copy: one computes every primitive in double precision, one computes nothing and
 * only checks shapes.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code reference}, which is never chosen on its own
 *     while another is there
 */
module dev.factorizer.reference {
    requires transitive dev.factorizer.api;

    exports dev.factorizer.reference;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.reference.ReferenceBackendProvider;
}
