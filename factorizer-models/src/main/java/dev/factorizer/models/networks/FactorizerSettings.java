package dev.factorizer.models.networks;

import dev.factorizer.models.layers.PositionalEmbedding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the settings of a {@link Factorizer} stand in a JSON file, as in a model bundle. {@link #toTree} writes all of them,
 * so that the file alone rebuilds the network.
 */
public final class FactorizerSettings {
    private FactorizerSettings() { }

    /**
     * Reads settings.
     *
     * @param tree maps, lists, numbers and texts as a JSON reader gives them
     * @return the settings, validated
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static Factorizer.Settings of(Map<String, ?> tree) {
        SettingsTree read = new SettingsTree(tree);
        only(read, "normalization", "layerNorm");
        only(read, "activation", "relu");
        PositionalEmbedding embedding = MixingSettings.embedding(
                read.has("positionalEmbedding") ? read.text("positionalEmbedding") : "learned");
        Factorizer.Settings settings = new Factorizer.Settings(read.integer("inputChannels"),
                read.integer("outputChannels"), read.integers("spatialSize"), read.integers("widths"),
                read.integers("encoderDepths"), read.integers("decoderDepths"), read.integers("strides"),
                read.number("mlpRatio"), embedding,
                read.has("deepSupervisionHeads") ? read.integer("deepSupervisionHeads") : 0,
                read.has("dropout") ? read.number("dropout") : 0, MixingSettings.windows(read),
                MixingSettings.factorization(read));
        read.requireAllRead();
        return settings;
    }

    /** A choice that this network leaves no other value for; a file may state it. */
    private static void only(SettingsTree read, String name, String value) {
        if (read.has(name) && !read.text(name).equals(value)) {
            throw new IllegalArgumentException("settings: \"" + name + "\" is \"" + read.text(name) + "\", expected \""
                    + value + "\"");
        }
    }

    /**
     * Writes settings.
     *
     * @param settings the settings
     * @return a tree that {@link #of} reads, in a fixed order
     */
    public static Map<String, Object> toTree(Factorizer.Settings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("inputChannels", settings.inputChannels());
        tree.put("outputChannels", settings.outputChannels());
        tree.put("spatialSize", List.copyOf(settings.spatialSize()));
        tree.put("widths", List.copyOf(settings.widths()));
        tree.put("encoderDepths", List.copyOf(settings.encoderDepths()));
        tree.put("decoderDepths", List.copyOf(settings.decoderDepths()));
        tree.put("strides", List.copyOf(settings.strides()));
        tree.put("mlpRatio", settings.mlpRatio());
        tree.put("positionalEmbedding", MixingSettings.name(settings.positionalEmbedding()));
        tree.put("deepSupervisionHeads", settings.deepSupervisionHeads());
        tree.put("dropout", settings.dropout());
        tree.put("normalization", "layerNorm");
        tree.put("activation", "relu");
        MixingSettings.write(settings.windows(), tree);
        MixingSettings.write(settings.factorization(), tree);
        return tree;
    }
}
