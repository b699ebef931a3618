package dev.factorizer.models.networks;

import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Map;

/** How the settings of a {@link DynUNet} are stored in a file: all of them, so that the file alone rebuilds the network. */
public final class DynUNetKind implements NetworkKind {
    static final String NAME = "dynUNet";

    private static final NetworkChecks CHECKS = new NetworkChecks(NAME);
    /** A choice that this network leaves no other value for; a file may state it. */
    private static final Map<String, String> ACTIVATION = Map.of("leakyRelu 0.01", "leakyRelu 0.01");

    /** Made by {@code ServiceLoader}. */
    public DynUNetKind() { }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DynUNet.Settings read(SettingsReader read) {
        if (read.has("activation")) {
            read.choice("activation", ACTIVATION);
        }
        ConvolutionStages stages = new ConvolutionStages(read.integers("widths"), read.integerLists("kernels"),
                read.integerLists("strides"));
        requireUpsampleKernels(read, stages.strides());
        return new DynUNet.Settings(read.integer("inputChannels"), read.integer("outputChannels"),
                read.oneOrMoreIntegers("spatialSize"), stages,
                new DynUNet.Blocks(NormalizationSettings.read(read), read.has("residual") && read.truth("residual"),
                        read.has("dropout") ? read.number("dropout") : 0),
                read.has("deepSupervisionHeads") ? read.integer("deepSupervisionHeads") : 0,
                read.has("transposedBias") && read.truth("transposedBias"));
    }

    /** MONAI has them as settings of their own, but no others than the strides make images of the same size again. */
    private static void requireUpsampleKernels(SettingsReader read, List<List<Integer>> strides) {
        if (read.has("upsampleKernels")) {
            List<List<Integer>> kernels = read.integerLists("upsampleKernels");
            CHECKS.require(kernels.equals(strides.subList(1, strides.size())), "upsampleKernels", kernels,
                    "the strides without the first, " + strides.subList(1, strides.size()));
        }
    }

    static Map<String, Object> toTree(DynUNet.Settings settings) {
        SettingsWriter tree = new SettingsWriter()
                .put("inputChannels", settings.inputChannels())
                .put("outputChannels", settings.outputChannels())
                .put("spatialSize", settings.spatialSize())
                .put("widths", settings.stages().widths())
                .put("kernels", numbers(settings.stages().kernels()))
                .put("strides", numbers(settings.stages().strides()))
                .put("activation", "leakyRelu 0.01")
                .put("residual", settings.blocks().residual())
                .put("dropout", settings.blocks().dropout())
                .put("deepSupervisionHeads", settings.deepSupervisionHeads())
                .put("transposedBias", settings.transposedBias());
        NormalizationSettings.write(settings.blocks().normalization(), tree);
        return tree.toTree();
    }

    /** One number for all axes is a number, one for each a list. */
    private static List<Object> numbers(List<List<Integer>> perAxis) {
        return perAxis.stream().map(numbers -> numbers.size() == 1 ? (Object) numbers.getFirst() : numbers).toList();
    }
}
