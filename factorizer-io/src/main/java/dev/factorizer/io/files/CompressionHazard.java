package dev.factorizer.io.files;

import java.util.Optional;

/**
 * What Java 25 to 25.0.2 do to data that is compressed from or into arrays while the collector G1, their usual one, moves them
 * (JDK-8377811): now and then some bytes are others, and nothing says so. Files of this program are compressed between buffers outside
 * the heap ({@link GzipFile}) and read back before they come to their places; libraries of other programs that run in the same Java may do
 * neither.
 */
public final class CompressionHazard {
    private static final int FEATURE = 25;
    private static final int LAST_UPDATE = 2;

    private CompressionHazard() { }

    /**
     * What to say about a Java.
     *
     * @param version such as that of {@link Runtime#version()}
     * @return the warning; empty if that Java is not one of them
     */
    public static Optional<String> warning(Runtime.Version version) {
        boolean isOne = version.feature() == FEATURE && version.interim() == 0 && version.update() <= LAST_UPDATE;
        return isOne ? Optional.of("this Java, " + version + ", may damage what it compresses (JDK-8377811); this program checks the files"
                + " that it writes, but take Java 25.0.3 or later") : Optional.empty();
    }
}
