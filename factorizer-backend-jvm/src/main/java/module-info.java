/**
 * The default backend: plain-Java Vector-API kernels, no native library. Found by the name {@code jvm}.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code jvm}, available on every machine
 */
@SuppressWarnings("module") // what it exports to is built after it
module dev.factorizer.backend.jvm {
    requires transitive dev.factorizer.api;
    requires java.management;
    requires jdk.incubator.vector;

    exports dev.factorizer.backend.jvm;
    // Its kernels, for a backend whose tensors lie in the host's memory.
    exports dev.factorizer.backend.jvm.execution to dev.factorizer.backend.djl;
    exports dev.factorizer.backend.jvm.threads to dev.factorizer.backend.djl;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.backend.jvm.JvmBackendProvider;
}
