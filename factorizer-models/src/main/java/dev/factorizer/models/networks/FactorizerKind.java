package dev.factorizer.models.networks;

import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Map;

/** How the settings of a {@link Factorizer} are stored in a file: all of them, so that the file alone rebuilds the network. */
public final class FactorizerKind implements NetworkKind {
    static final String NAME = "factorizer";

    /** Choices that this network leaves no other value for; a file may state them. */
    private static final Map<String, String> NORMALIZATION = Map.of("layerNorm", "layerNorm");
    private static final Map<String, String> ACTIVATION = Map.of("relu", "relu");

    /** Made by {@code ServiceLoader}. */
    public FactorizerKind() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Factorizer.Settings read(SettingsReader read) {
        if (read.has("normalization")) {
            read.choice("normalization", NORMALIZATION);
        }
        if (read.has("activation")) {
            read.choice("activation", ACTIVATION);
        }
        return new Factorizer.Settings(read.integer("inputChannels"), read.integer("outputChannels"),
                read.oneOrMoreIntegers("spatialSize"),
                Encoder.read(read), Decoder.read(read),
                new Bottleneck(MixingSettings.embedding(
                        read.has("positionalEmbedding") ? read.text("positionalEmbedding") : "learned"),
                        read.has("dropout") ? read.number("dropout") : 0),
                new Mixing(MixingSettings.windows(read), MixingSettings.factorization(read), read.number("mlpRatio")));
    }

    static Map<String, Object> toTree(Factorizer.Settings settings) {
        SettingsWriter tree = new SettingsWriter()
                .put("inputChannels", settings.inputChannels())
                .put("outputChannels", settings.outputChannels())
                .put("spatialSize", settings.spatialSize())
                .put("widths", settings.encoder().widths())
                .put("encoderDepths", settings.encoder().depths())
                .put("decoderDepths", settings.decoder().depths())
                .put("strides", settings.encoder().strides())
                .put("mlpRatio", settings.mixing().mlpRatio())
                .put("positionalEmbedding", MixingSettings.name(settings.bottleneck().embedding()))
                .put("deepSupervisionHeads", settings.decoder().deepSupervisionHeads())
                .put("dropout", settings.bottleneck().dropout())
                .put("normalization", "layerNorm")
                .put("activation", "relu");
        MixingSettings.write(settings.mixing().windows(), tree);
        MixingSettings.write(settings.mixing().factorization(), tree);
        return tree.toTree();
    }
}
