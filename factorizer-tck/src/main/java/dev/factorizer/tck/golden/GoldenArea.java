package dev.factorizer.tck.golden;

import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Path;

/** A folder of golden files and how they are checked. */
public interface GoldenArea {
    /**
     * The folder's name.
     *
     * @return such as {@code factorization}
     */
    String name();

    /**
     * Checks all cases of a folder, whichever they are.
     *
     * @param folder the folder
     * @param backend what computes
     * @return what became of each
     * @throws IOException if the folder can't be read; a broken case is reported as failed, by name
     */
    GoldenReport run(Path folder, Backend backend) throws IOException;
}
