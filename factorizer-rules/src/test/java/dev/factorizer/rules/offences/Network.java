package dev.factorizer.rules.offences;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Calls another machine; a URI alone doesn't. */
public final class Network {
    int called() throws IOException {
        try (Socket socket = new Socket(URI.create("https://example.com").getHost(), 443)) {
            return socket.getInputStream().read();
        }
    }
}
