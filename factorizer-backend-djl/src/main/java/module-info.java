/**
 * The same graphs on PyTorch's engine, through DJL. Found by the name {@code djl}.
 *
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code djl}, available where PyTorch's native library is
 */
module dev.factorizer.backend.djl {
    requires transitive dev.factorizer.api;
    requires ai.djl.api;
    requires ai.djl.pytorch_engine;
    requires dev.factorizer.backend.jvm;
    // DJL needs these two, but an automatic module can't say so.
    requires com.google.gson;
    requires org.slf4j;

    exports dev.factorizer.backend.djl;
    exports dev.factorizer.backend.djl.script;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.backend.djl.DjlBackendProvider;
}
