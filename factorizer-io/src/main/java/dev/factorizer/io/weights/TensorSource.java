package dev.factorizer.io.weights;

import java.io.IOException;

/** An entry of a state dict that isn't read yet. */
@FunctionalInterface
interface TensorSource {
    /**
     * Reads it.
     *
     * @throws dev.factorizer.io.files.MalformedFileException if it is not a readable tensor, or damaged
     */
    StoredTensor read() throws IOException;
}
