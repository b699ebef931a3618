package dev.factorizer.models.networks;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.BatchNormalization;
import dev.factorizer.models.layers.GroupNormalization;
import dev.factorizer.models.layers.InstanceNormalization;
import dev.factorizer.models.layers.Normalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How the choice of a normalization is stored: its name, {@code affine}, and {@code groups} or {@code momentum} where it has them. */
final class NormalizationSettings {
    private static final String EPSILON = "epsilon";
    private static final String AFFINE = "affine";
    private static final String GROUPS = "groups";
    private static final String MOMENTUM = "momentum";
    private static final double USUAL_EPSILON = 1e-5;
    private static final double USUAL_MOMENTUM = 0.1;

    private NormalizationSettings() { }

    static Normalization read(SettingsReader read) {
        Map<String, Function<SettingsReader, Normalization>> choices = new LinkedHashMap<>();
        choices.put("instance", settings -> new InstanceNormalization(epsilon(settings), settings.truth(AFFINE)));
        choices.put("batch", settings -> new BatchNormalization(epsilon(settings),
                settings.has(MOMENTUM) ? settings.number(MOMENTUM) : USUAL_MOMENTUM, settings.truth(AFFINE)));
        choices.put("group", settings -> new GroupNormalization(settings.integer(GROUPS), epsilon(settings),
                settings.truth(AFFINE)));
        return read.choice("normalization", choices).apply(read);
    }

    private static double epsilon(SettingsReader read) {
        return read.has(EPSILON) ? read.number(EPSILON) : USUAL_EPSILON;
    }

    static void requireDivides(NetworkChecks checks, Normalization normalization, List<Integer> widths) {
        if (normalization instanceof GroupNormalization group) {
            checks.require(widths.stream().allMatch(width -> width % group.groups() == 0), GROUPS, group.groups(),
                    "a divisor of the widths " + widths);
        }
    }

    static void write(Normalization normalization, SettingsWriter tree) {
        switch (normalization) {
            case InstanceNormalization _ -> tree.put("normalization", "instance");
            case BatchNormalization batch -> tree.put("normalization", "batch").put(MOMENTUM, batch.momentum());
            case GroupNormalization group -> tree.put("normalization", "group").put(GROUPS, group.groups());
        }
        tree.put(AFFINE, normalization.affine()).put(EPSILON, normalization.epsilon());
    }
}
