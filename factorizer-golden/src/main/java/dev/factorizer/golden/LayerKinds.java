package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.layers.ChannelMlp;
import dev.factorizer.models.layers.FactorizationMixer;
import dev.factorizer.models.layers.FactorizerBlock;
import dev.factorizer.models.layers.FactorizerStage;
import dev.factorizer.models.layers.LayerNormalization;
import dev.factorizer.models.layers.Linear;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.MixingSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Kinds that are one layer each. Parameters are found by their state-dict names. */
final class LayerKinds {
    private static final List<String> SHAPE = List.of("channels", "inputChannels", "spatialSize");

    private LayerKinds() { }

    static Map<String, GoldenKind> all() {
        return Map.of(
                "linear", of(LayerKinds::linear),
                "layerNorm", of(LayerKinds::layerNorm),
                "mlp", of(LayerKinds::mlp),
                "positionalEmbedding", of(LayerKinds::embedding),
                "factMixer", of(mixing(LayerKinds::mixer)),
                "factorizerBlock", of(mixing(LayerKinds::block)),
                "factorizerStage", of(mixing(LayerKinds::stage)));
    }

    private static GoldenKind of(Function<Settings, Layer> layer) {
        GraphKind kind = at -> {
            Value x = at.input("x");
            at.settings().requireShape(x.shape());
            return Map.of("y", layer.apply(at.settings()).apply(at.scope(), x));
        };
        return kind;
    }

    /** A layer whose settings are written as in a settings file of a network. */
    private static Function<Settings, Layer> mixing(Function<SettingsReader, Layer> layer) {
        return settings -> {
            SettingsReader tree = new SettingsReader("case", settings.tree());
            SHAPE.forEach(tree::has); // held against the input before
            Layer built = layer.apply(tree);
            tree.requireAllRead();
            return built;
        };
    }

    private static Layer linear(Settings settings) {
        return new Linear(settings.integer("outputChannels"), settings.flag("bias"));
    }

    private static Layer layerNorm(Settings settings) {
        return new LayerNormalization(settings.number("epsilon"), settings.flag("affine"));
    }

    private static Layer mlp(Settings settings) {
        int hidden = settings.has("hiddenChannels") ? settings.integer("hiddenChannels")
                : (int) (settings.number("ratio") * settings.integer("inputChannels"));
        settings.stated("ratio"); // hidden channels given apart from it win
        return new ChannelMlp(hidden, settings.integer("outputChannels"), settings.flag("bias"), 0);
    }

    private static Layer embedding(Settings settings) {
        return MixingSettings.embedding(settings.text("embedding"));
    }

    private static Layer mixer(SettingsReader tree) {
        return new FactorizationMixer(MixingSettings.windows(tree), MixingSettings.factorization(tree));
    }

    private static Layer block(SettingsReader tree) {
        return FactorizerBlock.of(tree.integer("channels"), MixingSettings.windows(tree),
                MixingSettings.factorization(tree), tree.number("mlpRatio"));
    }

    private static Layer stage(SettingsReader tree) {
        PositionalEmbedding embedding = tree.has("positionalEmbedding")
                ? MixingSettings.embedding(tree.text("positionalEmbedding")) : new PositionalEmbedding.None();
        Windows windows = MixingSettings.windows(tree);
        return new FactorizerStage(tree.integer("outputChannels"), tree.has("depth") ? tree.integer("depth") : 1, embedding, 0,
                windows, MixingSettings.factorization(tree), tree.number("mlpRatio"));
    }
}
