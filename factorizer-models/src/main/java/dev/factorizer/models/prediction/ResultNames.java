package dev.factorizer.models.prediction;

import dev.factorizer.io.files.ImageNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of results follow from those of the scan's files. */
public final class ResultNames {
    /** Of scans that are not found by their names. */
    private static final List<String> OTHER_ENDINGS = List.of(".img.gz", ".img", ".dcm.gz", ".dcm", ".ima", ".zip", ".tar.gz", ".tgz", ".tar");

    private ResultNames() { }

    /**
     * {@return a file's name without the ending of images}
     *
     * @param file a file or folder
     */
    public static String of(Path file) {
        String name = last(file);
        String lower = name.toLowerCase(Locale.ROOT);
        return ImageNames.stem(name).orElseGet(() -> OTHER_ENDINGS.stream()
                .filter(ending -> lower.endsWith(ending) && name.length() > ending.length()).findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length())).orElse(name));
    }

    /** A file's own name. A folder may be named by dots, or be the root, which has no name. */
    static String last(Path file) {
        Path last = file.toAbsolutePath().normalize().getFileName();
        return last == null ? "scan" : last.toString();
    }

    /**
     * {@return where the other file of a pair may be; nothing for an image in one file}
     *
     * @param file the header or the voxels
     */
    public static Stream<Path> partner(Path file) {
        String name = of(file);
        String ending = last(file).substring(name.length());
        String lower = ending.toLowerCase(Locale.ROOT);
        List<String> others = lower.startsWith(".hdr") ? List.of(".img", ".IMG") : lower.startsWith(".img") ? List.of(".hdr", ".HDR") : List.of();
        return others.stream().map(other -> file.resolveSibling(name + other + ending.substring(4)));
    }
}
