/**
 * The default backend: plain-Java Vector-API kernels, no native library. Found by the name {@code jvm}.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code jvm}, available on every machine
 */
module dev.factorizer.backend.jvm {
    requires transitive dev.factorizer.api;
    requires jdk.incubator.vector;

    exports dev.factorizer.backend.jvm;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.backend.jvm.JvmBackendProvider;
}
