package dev.factorizer.rules.offences;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** Three calls to wherever the URL says; its text alone isn't one. */
public final class OpenedUrl {
    String called(URL url) throws IOException {
        try (InputStream in = url.openStream()) {
            return url.openConnection().getContentType() + url.getContent() + in.read() + url;
        }
    }
}
