package dev.factorizer.examples.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How many files may be open at once. Each jar takes one as soon as a class comes from it, so where there are too few it is a
 * class that is missing first, in the middle of anything. Uses classes of the JDK's own image only.
 */
final class OpenFiles {
    private static final int NEEDED = 60;

    private OpenFiles() { }

    /**
     * Tries to open some more.
     *
     * @return whether there are enough
     */
    static boolean suffice() {
        Path some = Path.of(System.getProperty("java.home"), "release");
        if (!Files.isReadable(some)) {
            return true;
        }
        List<FileInputStream> opened = new ArrayList<>();
        try {
            for (int i = 0; i < NEEDED; i++) {
                opened.add(new FileInputStream(some.toFile()));
            }
            return true;
        } catch (IOException e) {
            return false;
        } finally {
            opened.forEach(OpenFiles::close);
        }
    }

    private static void close(FileInputStream file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read.
            return;
        }
    }
}
