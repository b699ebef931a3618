package dev.factorizer.models.networks;

import dev.factorizer.api.deconvolution.Deconvolution;
import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.BlockNormalization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the settings of a {@link Deconver} are stored in a file: all of them, so that the file alone rebuilds the network. */
public final class DeconverKind implements NetworkKind {
    static final String NAME = "deconver";

    /** Deconvolution takes nonnegative images, so that there is no other value. */
    private static final Map<String, String> ACTIVATION = Map.of("relu", "relu");
    private static final Map<String, BlockNormalization> NORMALIZATIONS = new LinkedHashMap<>();

    static {
        for (BlockNormalization one : BlockNormalization.values()) {
            NORMALIZATIONS.put(one.label(), one);
        }
    }

    /** Made by {@code ServiceLoader}. */
    public DeconverKind() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Deconver.Settings read(SettingsReader read) {
        if (read.has("activation")) {
            read.choice("activation", ACTIVATION);
        }
        return new Deconver.Settings(read.integer("inputChannels"), read.integer("outputChannels"),
                read.oneOrMoreIntegers("spatialSize"),
                Encoder.read(read), Decoder.read(read),
                new DeconverBlocks(read.has("normalization") ? read.choice("normalization", NORMALIZATIONS)
                        : BlockNormalization.INSTANCE, deconvolution(read), read.number("mlpRatio"),
                        read.has("dropout") ? read.number("dropout") : 0));
    }

    /**
     * Reads {@code kernel}, {@code groups} (-1: one per channel), {@code ratio}, {@code iterations}, {@code gradientIterations}
     * (default: all), {@code updateSource} (default: true) and {@code updateFilter} (default: false).
     *
     * @param tree the settings
     * @return the deconvolution
     */
    public static Deconvolution deconvolution(SettingsReader tree) {
        int iterations = tree.integer("iterations");
        return new Deconvolution(tree.oneOrMoreIntegers("kernel"), tree.integer("groups"), tree.number("ratio"), iterations,
                tree.has("gradientIterations") ? tree.integer("gradientIterations") : iterations,
                !tree.has("updateSource") || tree.truth("updateSource"), tree.has("updateFilter") && tree.truth("updateFilter"));
    }

    static Map<String, Object> toTree(Deconver.Settings settings) {
        Deconvolution deconvolution = settings.blocks().deconvolution();
        List<Integer> kernel = deconvolution.kernel();
        return new SettingsWriter()
                .put("inputChannels", settings.inputChannels())
                .put("outputChannels", settings.outputChannels())
                .put("spatialSize", settings.spatialSize())
                .put("widths", settings.encoder().widths())
                .put("encoderDepths", settings.encoder().depths())
                .put("decoderDepths", settings.decoder().depths())
                .put("strides", settings.encoder().strides())
                .put("normalization", settings.blocks().normalization().label())
                .put("activation", "relu")
                .put("groups", deconvolution.groups())
                .put("ratio", deconvolution.ratio())
                .put("kernel", kernel.size() == 1 ? kernel.getFirst() : kernel)
                .put("iterations", deconvolution.iterations())
                .put("gradientIterations", deconvolution.gradientIterations())
                .put("updateSource", deconvolution.updateSource())
                .put("updateFilter", deconvolution.updateFilter())
                .put("mlpRatio", settings.blocks().mlpRatio())
                .put("dropout", settings.blocks().dropout())
                .put("deepSupervisionHeads", settings.decoder().deepSupervisionHeads())
                .toTree();
    }
}
