package dev.factorizer.io.dicom.series;

import java.util.Locale;
import java.util.Set;

/** Files that lie beside images and are never one, by their names. */
final class EntryNames {
    /** How many of the first bytes show whether a file is DICOM. */
    static final int START = 132;

    private static final Set<String> NAMES = Set.of("DICOMDIR", "LOCKFILE", "VERSION");

    private EntryNames() { }

    /** Whether it is hidden, such as what macOS writes beside each file, or a directory of a disc. */
    static boolean isLeftOut(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.startsWith(".") || NAMES.contains(last.toUpperCase(Locale.ROOT)) || name.startsWith("__MACOSX/");
    }
}
