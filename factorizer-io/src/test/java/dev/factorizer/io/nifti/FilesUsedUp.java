package dev.factorizer.io.nifti;

import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program for a process that may open few files: reads images again and again, or one where no file can be opened any more,
 * and prints what that gives.
 */
final class FilesUsedUp {
    private FilesUsedUp() { }

    public static void main(String[] arguments) throws IOException {
        List<Path> files = Stream.of(arguments).skip(1).map(Path::of).toList();
        System.out.println(arguments[0].equals("again") ? again(files) : usedUp(files.getFirst()));
    }

    private static String again(List<Path> files) throws IOException {
        int count = 0;
        for (int round = 0; round < 100; round++) {
            for (Path file : files) {
                String found = attempt(file);
                if (found.contains("can't be opened") || found.contains("memory")) {
                    return found + " after " + count;
                }
                count++;
            }
        }
        return count + " read or refused";
    }

    private static String usedUp(Path file) throws IOException {
        // Classes come from files, too, and must be there before none can be opened.
        attempt(file);
        attempt(file.resolveSibling("none"));
        List<InputStream> open = new ArrayList<>();
        try {
            while (open.size() < 1000) {
                open.add(Files.newInputStream(file));
            }
            return "there is no limit";
        } catch (FileSystemException e) {
            return attempt(file);
        } finally {
            for (InputStream in : open) {
                in.close();
            }
        }
    }

    private static String attempt(Path file) throws IOException {
        try {
            NiftiImage.read(file);
            return "was read";
        } catch (MalformedFileException e) {
            return e.getMessage();
        }
    }
}
