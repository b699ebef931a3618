package dev.factorizer.models.networks;

import static dev.factorizer.models.networks.SettingsLimits.least;
import static dev.factorizer.models.networks.SettingsLimits.require;

import dev.factorizer.api.settings.SettingsReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way down of a {@link Factorizer} or {@link Deconver}, an entry for each stage, the finest first; the last stage is the bottleneck.
 *
 * @param widths channels
 * @param depths blocks
 * @param strides 1 or 2 in the first stage, 2 in the others
 */
public record Encoder(List<Integer> widths, List<Integer> depths, List<Integer> strides) {
    /** Checks the settings. */
    public Encoder {
        widths = List.copyOf(widths);
        depths = List.copyOf(depths);
        strides = List.copyOf(strides);
        SettingsLimits.widths(widths);
        int stages = widths.size();
        require(depths.size() == stages && least(depths) >= 0, "encoderDepths", depths,
                "0 or more blocks for each of " + stages + " stages");
        require(strides.size() == stages && least(strides) >= 1 && Collections.max(strides) <= 2
                && strides.stream().skip(1).allMatch(stride -> stride == 2), "strides", strides,
                "1 or 2, then 2 for each of the " + (stages - 1) + " further stages");
    }

    /**
     * One block per stage, each stage half the size of the one before.
     *
     * @param widths channels of each stage, the finest first
     */
    static Encoder halving(List<Integer> widths) {
        SettingsLimits.widths(widths);
        List<Integer> strides = new ArrayList<>(Collections.nCopies(widths.size(), 2));
        strides.set(0, 1);
        return new Encoder(widths, Collections.nCopies(widths.size(), 1), strides);
    }

    static Encoder read(SettingsReader settings) {
        return new Encoder(settings.oneOrMoreIntegers("widths"), settings.oneOrMoreIntegers("encoderDepths"),
                settings.oneOrMoreIntegers("strides"));
    }

    /** {@return the number of stages} */
    public int stages() {
        return widths.size();
    }
}
