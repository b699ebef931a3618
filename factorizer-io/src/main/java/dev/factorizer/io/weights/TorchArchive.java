package dev.factorizer.io.weights;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A checkpoint's object and the data of its storages, which are read when asked for. */
interface TorchArchive extends AutoCloseable {
    /** The unpickled object; null for Python's None. */
    @Nullable Object root();

    /** Whether the storages' elements have their high byte first. */
    boolean bigEndian();

    /**
     * The bytes of a storage.
     *
     * @throws dev.factorizer.io.files.MalformedFileException if the file has no such storage
     */
    byte[] storage(TorchStorage storage) throws IOException;

    /** How many bytes of storages were read that are shorter in the file. */
    default long inflated() {
        return 0;
    }

    @Override
    default void close() throws IOException { }
}
