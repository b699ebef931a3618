import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Completes an application image, a folder that has the jars already: links a Java of the needed modules, archives its classes for a
 * quick start, and adds the start script and the licenses.
 *
 * <p>Run by the build as {@code java Image.java IMAGE MODULES PROJECT TIME}; the JDK that runs it is the one that is linked.
 */
final class Image {
    private Image() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path image = Path.of(arguments[0]);
        Path project = Path.of(arguments[2]);
        link(image.resolve("runtime"), arguments[1]);
        script(project.resolve("factorizer"), image.resolve("factorizer"));
        for (String name : List.of("LICENSE", "NOTICE")) {
            Files.copy(project.resolve(name), image.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        archive(image.resolve("runtime"));
        FileTime time = FileTime.from(Instant.parse(arguments[3]));
        for (Path file : below(image)) {
            Files.setLastModifiedTime(file, time);
        }
        long bytes = 0;
        for (Path file : below(image)) {
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        System.out.printf("image: %s, %d MB%n", image, bytes / 1_000_000);
    }

    private static void link(Path runtime, String modules) throws IOException {
        if (Files.exists(runtime)) {
            for (Path file : below(runtime)) {
                Files.delete(file);
            }
        }
        int code = ToolProvider.findFirst("jlink").orElseThrow().run(System.out, System.err, "--add-modules", modules, "--strip-debug",
                "--no-header-files", "--no-man-pages", "--compress", "zip-6", "--output", runtime.toString());
        if (code != 0) {
            throw new IOException("jlink ended with " + code);
        }
    }

    /** Where the PATH is empty, env finds no shell. */
    private static void script(Path from, Path to) throws IOException {
        String text = Files.readString(from);
        if (!text.startsWith("#!/usr/bin/env bash\n")) {
            throw new IOException(from + " begins with another line than expected");
        }
        Files.writeString(to, text.replaceFirst("#!/usr/bin/env bash\n", "#!/bin/bash\n"));
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Of Java's own classes, so that the image may be moved: an archive of the jars' classes holds only at one place. */
    private static void archive(Path runtime) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(runtime.resolve("bin/java").toString(), "-XX:+UseSerialGC", "-Xshare:dump", "-Xlog:all=off")
                .inheritIO().start();
        if (java.waitFor() != 0) {
            throw new IOException("the classes of the linked Java could not be archived");
        }
    }

    /** Folders after what is in them. */
    private static List<Path> below(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
