package dev.factorizer.models.prediction;

import dev.factorizer.io.files.ImageNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of results follow from those of the scan's files. */
public final class ResultNames {
    /** Of scans that are not found by their names. */
    private static final List<String> OTHER_ENDINGS = List.of(".img.gz", ".img", ".dcm.gz", ".dcm", ".ima", ".zip", ".tar.gz", ".tgz", ".tar");

    /** What the names of the labels end in; those of a picture are one, too. */
    static final String VOLUME_LABELS = "_seg.nii.gz";
    static final String PICTURE_LABELS = "_seg.png";
    /** What the names of the other volumes end in. */
    static final String PROBABILITIES = "_probabilities.nii.gz";
    static final String ENTROPY = "_entropy.nii.gz";
    static final String DISAGREEMENT = "_disagreement.nii.gz";

    private ResultNames() { }

    /**
     * {@return whether a file is a volume that was written beside the labels of a prediction, such as its probabilities}
     *
     * @param file a file
     */
    public static boolean isBesideLabels(Path file) {
        String name = last(file);
        return Stream.of(PROBABILITIES, ENTROPY, DISAGREEMENT).filter(name::endsWith)
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .anyMatch(stem -> Stream.of(VOLUME_LABELS, PICTURE_LABELS).anyMatch(labels -> Files.exists(file.resolveSibling(stem + labels))));
    }

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
