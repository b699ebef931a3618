package dev.factorizer.io.datalist;

import java.util.List;

/**
 * What values in a map of labels mean.
 *
 * @param name such as {@code edema}
 * @param values the values: one for a class, several for a region that consists of them
 */
public record LabelMeaning(String name, List<Integer> values) {
    /** Copies and checks the values. */
    public LabelMeaning {
        values = List.copyOf(values);
        if (values.isEmpty() || values.stream().anyMatch(value -> value < 0)) {
            throw new IllegalArgumentException("label \"" + name + "\": found the values " + values
                    + ", expected at least one, each 0 or more");
        }
    }

    /**
     * A class.
     *
     * @param name its name
     * @param value its value
     */
    public LabelMeaning(String name, int value) {
        this(name, List.of(value));
    }

    /** {@return whether nothing is there where it is} */
    public boolean isBackground() {
        return values.equals(List.of(0));
    }
}
