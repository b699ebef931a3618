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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Completes an application image, a folder that has the jars already: links a Java of the needed modules, archives its classes for a
 * quick start, and adds the start script, the pages and the licenses, and to the list of contents what isn't of Maven.
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
        pages(project.resolve("docs"), image.resolve("docs"));
        contents(image.resolve("contents.cdx.json"), image.resolve("runtime/release"));
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

    /** What help and recipes point to. */
    private static void pages(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            for (Path file : below(to)) {
                Files.delete(file);
            }
        }
        List<Path> pages = below(from).reversed();
        for (Path page : pages) {
            Files.copy(page, to.resolve(from.relativize(page).toString()));
        }
    }

    /** What Maven doesn't know of: the linked Java, and the viewer of reports with what is bundled in it. */
    private static void contents(Path file, Path release) throws IOException {
        Matcher version = Pattern.compile("^JAVA_VERSION=\"([^\"]+)\"$", Pattern.MULTILINE).matcher(Files.readString(release));
        if (!version.find()) {
            throw new IOException(release + " names no JAVA_VERSION");
        }
        StringBuilder added = new StringBuilder(component("platform", "OpenJDK runtime image", version.group(1), "GPL-2.0-with-classpath-exception"));
        added.append(component("library", "@niivue/niivue", "0.69.0", "BSD-2-Clause"));
        for (String bundled : List.of("array-equal", "fflate", "gl-matrix", "nifti-reader-js", "@lukeed/uuid", "zarrita")) {
            added.append(component("library", bundled, "", "MIT"));
        }
        added.append(component("library", "@ungap/structured-clone", "", "ISC"));
        String text = Files.readString(file);
        Matcher list = Pattern.compile("\n  \"components\" *: *\\[").matcher(text);
        if (!list.find()) {
            throw new IOException(file + " has no list of components");
        }
        if (!text.contains("@niivue/niivue")) {
            Files.writeString(file, text.substring(0, list.end()) + added + text.substring(list.end()));
        }
    }

    /** As CycloneDX has it, with the comma that the next one needs. */
    private static String component(String type, String name, String version, String license) {
        return "\n    {\"type\": \"" + type + "\", \"name\": \"" + name + "\", " + (version.isEmpty() ? "" : "\"version\": \"" + version + "\", ")
                + "\"licenses\": [{\"license\": {\"id\": \"" + license + "\"}}]},";
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
