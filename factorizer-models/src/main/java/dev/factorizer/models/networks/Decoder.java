package dev.factorizer.models.networks;

import static dev.factorizer.models.networks.SettingsLimits.least;
import static dev.factorizer.models.networks.SettingsLimits.require;

import dev.factorizer.api.settings.SettingsReader;
import java.util.Collections;
import java.util.List;

/**
 * The way up of a {@link Factorizer} or {@link Deconver}.
 *
 * @param depths blocks of each stage, the coarsest first; one stage fewer than the encoder
 * @param deepSupervisionHeads 0 for one result, else as many results, the finest first, at most one for each stage
 */
public record Decoder(List<Integer> depths, int deepSupervisionHeads) {
    /** Checks the settings. */
    public Decoder {
        depths = List.copyOf(depths);
        require(least(depths) >= 0, "decoderDepths", depths, "0 or more blocks for each stage");
        require(deepSupervisionHeads >= 0, "deepSupervisionHeads", deepSupervisionHeads, "at least 0");
    }

    /** One block per stage, a single result. */
    static Decoder of(Encoder encoder) {
        return new Decoder(Collections.nCopies(encoder.stages() - 1, 1), 0);
    }

    static Decoder read(SettingsReader settings) {
        return new Decoder(settings.oneOrMoreIntegers("decoderDepths"),
                settings.has("deepSupervisionHeads") ? settings.integer("deepSupervisionHeads") : 0);
    }
}
