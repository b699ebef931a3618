package dev.factorizer.api.factorization;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where the factors start. */
public enum Initialization {
    /** Both uniform in [0, 1), drawn once and kept with the parameters. */
    UNIFORM("uniform", true),
    /** Both standard normal, drawn once and kept. */
    NORMAL("normal", true),
    /** U uniform, V normal, drawn once and kept. */
    UNIFORM_NORMAL("uniformNormal", true),
    /** U normal, V uniform, drawn once and kept. */
    NORMAL_UNIFORM("normalUniform", true),
    /** Truncated singular value decomposition of each matrix, both factors scaled by the root of the values. */
    SVD("svd", false),
    /** Nonnegative double SVD: of each component the positive or negative part, whichever is larger. */
    NNDSVD("nndsvd", false);

    private final String label;
    private final boolean drawn;

    Initialization(String label, boolean drawn) {
        this.label = label;
        this.drawn = drawn;
    }

    /**
     * The name in settings.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * Whether start values are drawn once and kept as buffers {@code u0}, {@code v0}.
     *
     * @return false if they are computed from each matrix
     */
    public boolean drawn() {
        return drawn;
    }

    /**
     * An initialization by its name in settings.
     *
     * @param label the name
     * @return the initialization
     */
    public static Initialization of(String label) {
        return Arrays.stream(values()).filter(value -> value.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("initialization \"" + label + "\" is unknown, expected"
                        + " one of " + Arrays.stream(values()).map(Initialization::label)
                                .collect(Collectors.joining(", "))));
    }
}
