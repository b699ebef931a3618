package dev.factorizer.io.bundle;

import java.io.IOException;
import java.nio.file.Path;

/** Where the parts of a bundle are read from. */
interface BundleSource {
    /** What messages call a part. */
    Path describe(String name);

    /**
     * Reads a part whole.
     *
     * @param name the part
     * @param most how long it may be
     * @return its bytes
     * @throws dev.factorizer.io.files.MalformedFileException if it is missing or longer
     */
    byte[] part(String name, long most) throws IOException;

    /**
     * Reads a part that the manifest names.
     *
     * @param name the part
     * @param part its length and hash, which the caller checks
     * @return its bytes
     * @throws dev.factorizer.io.files.MalformedFileException if it is missing or longer
     */
    default byte[] part(String name, Manifest.Part part) throws IOException {
        return part(name, part.bytes());
    }
}
