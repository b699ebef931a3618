package dev.factorizer.io.weights;

import java.io.IOException;

/** A checkpoint's object and the data of its storages. */
interface TorchArchive {
    /** The unpickled object. */
    Object root();

    /** Whether the storages' elements have their high byte first. */
    boolean bigEndian();

    /** The bytes of a storage, at least as many as its tensors need. */
    byte[] storage(TorchStorage storage) throws IOException;
}
