package dev.factorizer.io.files;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names of image files. What a file is is told by its content; where files are found in a folder or belong together by name, their
 * endings are these, in small or capital letters.
 */
public final class ImageNames {
    /** A longer ending stands before its own end. */
    private static final List<String> VOLUMES = List.of(".nii.gz", ".nii", ".hdr.gz", ".hdr", ".seg.nrrd", ".nrrd", ".nhdr", ".mha", ".mhd",
            ".npy", ".npz");
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp");
    private static final List<String> ENDINGS = Stream.concat(VOLUMES.stream(), PICTURES.stream()).toList();

    private ImageNames() { }

    /** {@return the endings; of a pair, the header stands for both} */
    public static List<String> endings() {
        return ENDINGS;
    }

    /**
     * A name without its ending.
     *
     * @param name of a file
     * @return what is before the ending; empty if it is not that of an image
     */
    public static Optional<String> stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(ending -> lower.endsWith(ending) && name.length() > ending.length()).findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()));
    }

    /**
     * Whether a name is that of a picture: one file for all colors.
     *
     * @param name of a file
     * @return true for .png, .jpg, .jpeg, .tif, .tiff and .bmp
     */
    public static boolean isPicture(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(lower::endsWith);
    }

    /**
     * A file's name without its ending.
     *
     * @param file the file
     * @return what is before the ending, or all of a name that is not that of an image
     */
    public static String stem(Path file) {
        String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        return stem(name).orElse(name);
    }
}
