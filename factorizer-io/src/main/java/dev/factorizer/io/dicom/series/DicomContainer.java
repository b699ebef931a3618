package dev.factorizer.io.dicom.series;

import dev.factorizer.io.dicom.DicomFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

/** Where DICOM files are. Nothing is unpacked to the disk, and one file at a time is in memory. */
sealed interface DicomContainer permits LooseFiles, ZipArchive, TarArchive {
    /** Takes a file of the container. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one file.
         *
         * @param entry its name in the container
         * @param file its content, good until this returns
         * @throws IOException if it can't be used
         */
        void visit(String entry, DicomFile file) throws IOException;
    }

    /** The container itself, for messages. */
    Path path();

    /**
     * Looks through all files. What is no DICOM file is left out.
     *
     * @param visitor takes each DICOM file, read up to its pixels
     * @return what was left out
     * @throws IOException if a DICOM file is damaged, or the disk fails
     */
    LeftOut scan(Visitor visitor) throws IOException;

    /**
     * Reads some files, in the given order where the container can be read in any.
     *
     * @param entries their names
     * @param visitor takes each
     * @throws IOException if one is missing or damaged by now, or the disk fails
     */
    void read(Collection<String> entries, Visitor visitor) throws IOException;
}
