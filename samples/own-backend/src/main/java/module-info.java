/**
 * A backend outside of the project.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code mine}
 */
module com.example.backend {
    requires dev.factorizer.api;
    requires dev.factorizer.reference;

    provides dev.factorizer.api.backend.BackendProvider with com.example.backend.MyProvider;
}
