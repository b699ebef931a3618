package dev.factorizer.io.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files whose bytes decide what is read of an image: the file itself, for a pair or a detached header also the other one, and for
 * a folder everything in it.
 *
 * @param files in a fixed order
 */
record InputFiles(List<Path> files) {
    private static final Pattern PAIR = Pattern.compile("(.*)\\.(hdr|img)(\\.gz)?", Pattern.CASE_INSENSITIVE);
    /** A header that names its data file says so in its first lines. */
    private static final int HEADER = 1 << 16;

    /** What a file looks like from outside: if this doesn't change, neither does its content. */
    record Stamp(long size, FileTime modified, String identity) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey()));
        }
    }

    static InputFiles of(List<Path> paths) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(inside(path));
            } else if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new IOException(path + ": is a device, pipe or socket, expected a file or a folder");
            } else {
                files.add(path);
                files.addAll(companions(path));
            }
        }
        return new InputFiles(List.copyOf(files));
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            return inside.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<Path> companions(Path file) throws IOException {
        String name = file.getFileName().toString();
        Matcher pair = PAIR.matcher(name);
        String stem = pair.matches() ? pair.group(1) + "." : null;
        String header = stem == null ? header(file) : "";
        if (stem == null && header.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            return beside.filter(other -> !other.getFileName().toString().equals(name) && Files.isRegularFile(other))
                    .filter(other -> stem == null ? header.contains(other.getFileName().toString())
                            : PAIR.matcher(other.getFileName().toString()).matches()
                            && other.getFileName().toString().regionMatches(true, 0, stem, 0, stem.length()))
                    .sorted().toList();
        }
    }

    /** The beginning of a NRRD or MetaImage file, which may name another one; else empty. */
    private static String header(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(HEADER), StandardCharsets.ISO_8859_1);
            return text.startsWith("NRRD") || text.toLowerCase(Locale.ROOT).contains("elementdatafile") ? text : "";
        }
    }

    List<Stamp> stamps() throws IOException {
        List<Stamp> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(Stamp.of(file));
        }
        return stamps;
    }
}
