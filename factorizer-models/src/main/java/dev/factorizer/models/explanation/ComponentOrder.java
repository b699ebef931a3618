package dev.factorizer.models.explanation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** By what components are ranked, the largest first. */
public enum ComponentOrder {
    /** {@link Component#share()}: how much of the layer's result it is. */
    SHARE("share"),
    /** {@link Component#energy()}: how much of the square of the layer's result it explains, so that strong voxels count more. */
    ENERGY("energy"),
    /** {@link RegionOverlap#dice()} with the region that it fits best: what it has to do with what was found, or is there. */
    OVERLAP("overlap");

    private final String label;

    ComponentOrder(String label) {
        this.label = label;
    }

    /** {@return the name in commands and records} */
    public String label() {
        return label;
    }

    /**
     * An order by its name.
     *
     * @param label the name
     * @return the order
     * @throws IllegalArgumentException listing those that there are, if it is none of them
     */
    public static ComponentOrder of(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("order \"" + label + "\" is unknown, expected one of "
                        + Arrays.stream(values()).map(ComponentOrder::label).collect(Collectors.joining(", "))));
    }

    double value(RankedComponent one) {
        return switch (this) {
            case SHARE -> one.component().share();
            case ENERGY -> one.component().energy();
            case OVERLAP -> one.overlap();
        };
    }
}
