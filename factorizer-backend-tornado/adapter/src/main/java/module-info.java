/**
 * Task graphs on TornadoVM's devices.
 *
 * @provides dev.factorizer.backend.tornado.runtime.TaskGraphRuntime every device of every driver of TornadoVM
 */
module dev.factorizer.backend.tornado.adapter {
    requires dev.factorizer.backend.tornado;
    requires tornado.api;

    // TornadoVM reads the bytecode and the annotations of the entrypoints.
    opens dev.factorizer.backend.tornado.adapter.entrypoints to tornado.annotation, tornado.runtime;

    provides dev.factorizer.backend.tornado.runtime.TaskGraphRuntime
            with dev.factorizer.backend.tornado.adapter.TornadoRuntime;
}
