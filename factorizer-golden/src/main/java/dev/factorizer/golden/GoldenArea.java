package dev.factorizer.golden;

import dev.factorizer.api.backend.Backend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A folder of golden files and how they are checked. */
public interface GoldenArea {
    /** {@return the folder's name, such as {@code factorization}} */
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

    /**
     * The cases of a folder that are programs, for engines that aren't backends.
     *
     * @param folder the folder
     * @return a program for each case that is a graph; none for one that is a file to be read or refused, or that runs on the host
     * @throws IOException if the folder or a case can't be read
     * @throws RuntimeException if a case asks for something that can't be computed
     */
    default List<GoldenProgram> programs(Path folder) throws IOException {
        return List.of();
    }
}
