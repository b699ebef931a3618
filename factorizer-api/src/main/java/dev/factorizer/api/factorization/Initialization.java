package dev.factorizer.api.factorization;

import dev.factorizer.api.network.Initializer;
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

    /** {@return the name in settings} */
    public String label() {
        return label;
    }

    /** {@return whether start values are drawn once and kept as buffers {@code u0}, {@code v0}; else they come from each matrix} */
    public boolean drawn() {
        return drawn;
    }

    /** {@return how U is drawn} */
    public Initializer ofU() {
        return start(this == NORMAL || this == NORMAL_UNIFORM);
    }

    /** {@return how V is drawn} */
    public Initializer ofV() {
        return start(this == NORMAL || this == UNIFORM_NORMAL);
    }

    private Initializer start(boolean normal) {
        if (!drawn) {
            throw new IllegalStateException("initialization " + label + " is computed from each matrix, not drawn");
        }
        return normal ? new Initializer.Normal(1) : new Initializer.Uniform(0, 1);
    }

    /**
     * {@return an initialization by its name in settings}
     *
     * @param label the name
     */
    public static Initialization of(String label) {
        return Arrays.stream(values()).filter(value -> value.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("initialization \"" + label + "\" is unknown, expected"
                        + " one of " + Arrays.stream(values()).map(Initialization::label)
                                .collect(Collectors.joining(", "))));
    }
}
