package dev.factorizer.models.networks;

import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Map;

/** How the settings of a {@link SegResNet} are stored in a file: all of them, so that the file alone rebuilds the network. */
public final class SegResNetKind implements NetworkKind {
    static final String NAME = "segResNet";

    /** Choices that this network leaves no other value for; a file may state them. */
    private static final Map<String, String> UPSAMPLING = Map.of("linear", "linear");
    private static final Map<String, String> ACTIVATION = Map.of("relu", "relu");

    /** Made by {@code ServiceLoader}. */
    public SegResNetKind() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SegResNet.Settings read(SettingsReader read) {
        if (read.has("upsampling")) {
            read.choice("upsampling", UPSAMPLING);
        }
        if (read.has("activation")) {
            read.choice("activation", ACTIVATION);
        }
        return new SegResNet.Settings(read.integer("inputChannels"), read.integer("outputChannels"),
                read.oneOrMoreIntegers("spatialSize"), read.integer("width"), read.integers("blocksDown"),
                read.integers("blocksUp"), read.integer("groups"), read.has("dropout") ? read.number("dropout") : 0);
    }

    static Map<String, Object> toTree(SegResNet.Settings settings) {
        return new SettingsWriter()
                .put("inputChannels", settings.inputChannels())
                .put("outputChannels", settings.outputChannels())
                .put("spatialSize", settings.spatialSize())
                .put("width", settings.width())
                .put("blocksDown", settings.blocksDown())
                .put("blocksUp", settings.blocksUp())
                .put("groups", settings.groups())
                .put("dropout", settings.dropout())
                .put("upsampling", "linear")
                .put("activation", "relu")
                .toTree();
    }
}
