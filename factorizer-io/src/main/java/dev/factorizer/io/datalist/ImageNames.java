package dev.factorizer.io.datalist;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of image files of all formats that are one file, or two with one header. */
public final class ImageNames {
    /** Of a pair, the header stands for both. */
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii", ".hdr.gz", ".hdr", ".nrrd", ".nhdr", ".mha", ".mhd", ".npy", ".npz");
    private static final Pattern CHANNEL = Pattern.compile("(.+)_(\\d{4})");

    private ImageNames() { }

    /** A name of one of several channels: {@code NAME_0001}. */
    record Channel(String name, int number) { }

    /** {@return the endings, for messages} */
    public static List<String> endings() {
        return ENDINGS;
    }

    /**
     * {@return the name without its ending; empty if it is not that of an image}
     *
     * @param name of a file, without folders; capitals don't count
     */
    public static Optional<String> stem(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(ending -> lower.endsWith(ending) && name.length() > ending.length()).findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()));
    }

    /** The name without its ending, whatever it is. */
    static String stem(Path file) {
        String name = file.getFileName() == null ? file.toString() : file.getFileName().toString();
        return stem(name).orElse(name);
    }

    /** The channel that a stem names; empty if it names none. */
    static Optional<Channel> channel(String stem) {
        Matcher matcher = CHANNEL.matcher(stem);
        return matcher.matches() ? Optional.of(new Channel(matcher.group(1), Integer.parseInt(matcher.group(2)))) : Optional.empty();
    }
}
