package dev.factorizer.io.weights;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors, in order, with notes about them.
 *
 * @param tensors the tensors by name
 * @param metadata notes: string to string
 */
public record Weights(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    /** Copies both maps, keeping their order. */
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads a safetensors file.
     *
     * @param file the file
     * @return its tensors, in the order of their data
     * @throws MalformedFileException if it breaks a rule of the format
     * @throws IOException if it can't be read
     */
    public static Weights read(Path file) throws IOException {
        return SafetensorsReader.read(file);
    }

    /**
     * Reads what a safetensors file holds from memory.
     *
     * @param safetensors the file's bytes
     * @param file what messages call it
     * @return its tensors, in the order of their data
     * @throws MalformedFileException if they break a rule of the format
     * @throws IOException never otherwise
     */
    public static Weights parse(byte[] safetensors, Path file) throws IOException {
        return SafetensorsReader.read(safetensors, file);
    }

    /**
     * Writes as a safetensors file to a stream, which stays open.
     *
     * @param out where to
     * @throws IOException if it can't be written
     */
    public void writeTo(OutputStream out) throws IOException {
        SafetensorsWriter.write(this, out);
    }

    /**
     * Writes a safetensors file, whole or not at all.
     *
     * @param file the file
     * @throws IOException if it can't be written
     */
    public void write(Path file) throws IOException {
        SafetensorsWriter.write(this, file);
    }
}
