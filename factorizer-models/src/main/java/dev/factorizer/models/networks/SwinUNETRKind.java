package dev.factorizer.models.networks;

import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.models.layers.PatchMerging;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the settings of a {@link SwinUNETR} are stored in a file, and what they may be. */
public final class SwinUNETRKind implements NetworkKind {
    static final String NAME = "swinUNETR";
    static final NetworkChecks CHECKS = new NetworkChecks(NAME);

    private static final Map<String, PatchMerging.Corners> MERGINGS = mergings();
    /** Patches of 2, then four times half the size. */
    private static final int STEP = 32;
    /** 16 along each of three axes: the index of a block has their square. */
    private static final int MOST_WINDOW_VOXELS = 4096;
    private static final int MOST_DEPTH = 1000;
    private static final int MOST_HIDDEN = 1 << 20;
    /** Two norms, the table, its index and two maps of the attention, two linear maps. */
    private static final int TENSORS_OF_A_BLOCK = 14;

    /** Made by {@code ServiceLoader}. */
    public SwinUNETRKind() { }

    private static Map<String, PatchMerging.Corners> mergings() {
        Map<String, PatchMerging.Corners> names = new LinkedHashMap<>();
        names.put("eight corners", PatchMerging.Corners.EIGHT);
        names.put("six corners", PatchMerging.Corners.SIX);
        names.put("ordered corners", PatchMerging.Corners.ORDERED);
        return Collections.unmodifiableMap(names);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SwinUNETR.Settings read(SettingsReader read) {
        return new SwinUNETR.Settings(read.integer("inputChannels"), read.integer("outputChannels"), read.integers("spatialSize"),
                read.integer("width"), new SwinUNETR.Stages(read.integers("depths"), read.integers("heads"),
                        read.integer("window"), read.number("mlpRatio"), read.choice("patchMerging", MERGINGS), version2(read)));
    }

    private static boolean version2(SettingsReader read) {
        int version = read.integer("version");
        if (version != 1 && version != 2) {
            throw read.mismatch("version", "1 or 2");
        }
        return version == 2;
    }

    static Map<String, Object> toTree(SwinUNETR.Settings settings) {
        SwinUNETR.Stages stages = settings.stages();
        String merging = MERGINGS.entrySet().stream().filter(entry -> entry.getValue() == stages.merging()).findFirst()
                .orElseThrow().getKey();
        return new SettingsWriter().put("inputChannels", settings.inputChannels())
                .put("outputChannels", settings.outputChannels()).put("spatialSize", settings.spatialSize())
                .put("width", settings.width()).put("depths", stages.depths()).put("heads", stages.heads())
                .put("window", stages.window()).put("mlpRatio", stages.mlpRatio()).put("patchMerging", merging)
                .put("version", stages.convolutions() ? 2 : 1).toTree();
    }

    static void check(int inputChannels, int outputChannels, List<Integer> spatialSize, int width, SwinUNETR.Stages stages) {
        CHECKS.channels("inputChannels", inputChannels);
        CHECKS.channels("outputChannels", outputChannels);
        CHECKS.spatialSize(spatialSize, STEP);
        CHECKS.require(spatialSize.stream().anyMatch(size -> size > STEP), "spatialSize", spatialSize,
                "more than " + STEP + " along one axis: the coarsest image would be one voxel, and its normalization zero");
        CHECKS.channels("width", width);
        List<Integer> depths = stages.depths();
        CHECKS.require(depths.size() == SwinUNETR.STAGES && depths.stream().allMatch(depth -> depth >= 0 && depth <= MOST_DEPTH),
                "depths", depths, "0 to " + MOST_DEPTH + " blocks for each of " + SwinUNETR.STAGES + " stages");
        CHECKS.require(stages.heads().size() == SwinUNETR.STAGES, "heads", stages.heads(), "one number for each of "
                + SwinUNETR.STAGES + " stages");
        for (int i = 0; i < SwinUNETR.STAGES; i++) {
            CHECKS.heads("heads[" + i + "]", stages.heads().get(i), "the stage's channels", width << i);
        }
        CHECKS.require(stages.window() >= 1 && Math.pow(stages.window(), spatialSize.size()) <= MOST_WINDOW_VOXELS, "window",
                stages.window(), "at least 1, and at most " + MOST_WINDOW_VOXELS + " voxels in all");
        CHECKS.require(stages.mlpRatio() * width >= 1 && stages.mlpRatio() * (width << (SwinUNETR.STAGES - 1)) <= MOST_HIDDEN,
                "mlpRatio", stages.mlpRatio(), "at least one hidden channel and at most " + MOST_HIDDEN);
    }

    static List<LeastSize> leastSizes(SwinUNETR.Settings settings) {
        SwinUNETR.Stages stages = settings.stages();
        long blocks = stages.depths().stream().mapToLong(Integer::longValue).sum();
        long voxels = Math.round(Math.pow(stages.window(), settings.spatialSize().size()));
        long indices = blocks * voxels * voxels;
        long coarsest = (long) settings.width() << SwinUNETR.STAGES;
        long convolutions = 2 * coarsest * coarsest * Math.round(Math.pow(3, settings.spatialSize().size()));
        return List.of(
                new LeastSize(LeastSize.Unit.TENSORS, TENSORS_OF_A_BLOCK * blocks, String.format(Locale.ROOT,
                        "%,d blocks of at least %d tensors", blocks, TENSORS_OF_A_BLOCK), "depths"),
                new LeastSize(LeastSize.Unit.VALUES, indices, String.format(Locale.ROOT,
                        "indices of relative positions of %,d values", indices), "depths and window"),
                new LeastSize(LeastSize.Unit.VALUES, convolutions, String.format(Locale.ROOT,
                        "convolutions of %,d values", convolutions), "width"));
    }
}
