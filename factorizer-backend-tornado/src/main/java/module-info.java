/**
 * The same graphs as task graphs of TornadoVM: kernels in plain Java, compiled for GPUs and FPGAs. Found by the name {@code
 * tornado}; TornadoVM itself is reached through a {@link dev.factorizer.backend.tornado.runtime.TaskGraphRuntime}, which is a
 * module of its own, since TornadoVM is installed and not downloaded.
 *
 * @uses dev.factorizer.backend.tornado.runtime.TaskGraphRuntime what runs task graphs on devices
 * @provides dev.factorizer.api.backend.BackendProvider the backend {@code tornado}, available where a runtime is
 */
module dev.factorizer.backend.tornado {
    // For the annotation processor that makes the adapter's entrypoints; nothing at run time needs it.
    requires static java.compiler;
    requires transitive dev.factorizer.api;

    exports dev.factorizer.backend.tornado;
    exports dev.factorizer.backend.tornado.kernels;
    exports dev.factorizer.backend.tornado.kernels.blocks;
    exports dev.factorizer.backend.tornado.kernels.branches;
    exports dev.factorizer.backend.tornado.kernels.convolutions;
    exports dev.factorizer.backend.tornado.kernels.elementwise;
    exports dev.factorizer.backend.tornado.kernels.factorization;
    exports dev.factorizer.backend.tornado.kernels.movement;
    exports dev.factorizer.backend.tornado.kernels.normalization;
    exports dev.factorizer.backend.tornado.kernels.products;
    exports dev.factorizer.backend.tornado.kernels.reductions;
    exports dev.factorizer.backend.tornado.kernels.settings;
    exports dev.factorizer.backend.tornado.runtime;
    exports dev.factorizer.backend.tornado.taskgraphs;

    uses dev.factorizer.backend.tornado.runtime.TaskGraphRuntime;

    provides dev.factorizer.api.backend.BackendProvider with dev.factorizer.backend.tornado.TornadoBackendProvider;
}
