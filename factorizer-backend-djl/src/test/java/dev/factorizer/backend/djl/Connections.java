package dev.factorizer.backend.djl;

import ai.djl.engine.Engine;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.tensor.Tensor;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A program of its own that starts the engine and writes down every address that a connection is attempted to; none is made.
 * Arguments: the file, and whether the engine is started by the backend ({@code backend}) or by DJL's own means ({@code bare}).
 */
final class Connections extends URLStreamHandler {
    private final List<String> attempts = Collections.synchronizedList(new ArrayList<>());

    private Connections() { }

    static void main(String[] arguments) throws IOException {
        Connections connections = new Connections();
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? connections : null);
        if (arguments[1].equals("backend")) {
            try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT)) {
                Eager.on(backend).run(values -> values.getFirst().add(1), Tensor.of(new float[] {1}, 1));
            }
        } else {
            Engine.getEngine("PyTorch");
        }
        List<String> lines = new ArrayList<>(List.of("started"));
        lines.addAll(connections.attempts);
        Files.write(Path.of(arguments[0]), lines);
    }

    @Override
    protected URLConnection openConnection(URL address) throws IOException {
        attempts.add(address.toString());
        throw new IOException("no network here");
    }

    @Override
    protected URLConnection openConnection(URL address, Proxy proxy) throws IOException {
        return openConnection(address);
    }
}
