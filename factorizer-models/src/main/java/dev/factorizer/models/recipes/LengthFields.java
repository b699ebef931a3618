package dev.factorizer.models.recipes;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.optimizers.GradientClipping;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The section {@code training} of a recipe. */
final class LengthFields {
    private LengthFields() { }

    static LengthSettings read(SettingsReader read) {
        return new LengthSettings(read.integer("epochs"), optional(read, "stepsPerEpoch"), read.integer("batchSize"),
                read.integer("accumulation", 1),
                read.has("clipping") ? Optional.of(new GradientClipping(read.number("clipping"))) : Optional.empty(),
                read.has("averageDecay") ? OptionalDouble.of(read.number("averageDecay")) : OptionalDouble.empty(),
                read.has("frozen") ? read.texts("frozen") : List.of(), read.integer("validateEvery", 1), optional(read, "patience"));
    }

    private static OptionalInt optional(SettingsReader read, String name) {
        return read.has(name) ? OptionalInt.of(read.integer(name)) : OptionalInt.empty();
    }

    static Map<String, Object> tree(LengthSettings length) {
        return new SettingsWriter()
                .put("epochs", length.epochs())
                .put("stepsPerEpoch", orNull(length.stepsPerEpoch()))
                .put("batchSize", length.batchSize())
                .put("accumulation", length.accumulation())
                .put("clipping", length.clipping().map(GradientClipping::limit).orElse(null))
                .put("averageDecay", length.averageDecay().isPresent() ? length.averageDecay().getAsDouble() : null)
                .put("frozen", length.frozen())
                .put("validateEvery", length.validateEvery())
                .put("patience", orNull(length.patience()))
                .toTree();
    }

    private static @Nullable Integer orNull(OptionalInt number) {
        return number.isPresent() ? Integer.valueOf(number.getAsInt()) : null;
    }
}
