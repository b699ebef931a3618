package dev.factorizer.models.networks;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names that MONAI gives the parts of a {@link DynUNet}. It holds each of them twice: in a list, and in {@code skip_layers},
 * where each stage lies in the next finer one.
 */
final class DynUNetNames {
    private DynUNetNames() { }

    /** A stage of the way down, of which the last one is the bottleneck. */
    static String down(int stage, int last) {
        return stage == 0 ? "input_block" : stage == last ? "bottleneck" : "downsamples." + (stage - 1);
    }

    /** A stage of the way up, counted from the coarsest. */
    static String up(int stage, int last) {
        return "upsamples." + (last - 1 - stage);
    }

    /** The head of deep supervision after a stage of the way up but the finest. */
    static String head(int stage) {
        return "deep_supervision_heads." + (stage - 1);
    }

    /** The first name of each parameter by its second one. */
    static Map<String, String> shared(DynUNet.Settings settings) {
        Map<String, String> places = new LinkedHashMap<>();
        int last = settings.stages().count() - 1;
        String skip = "skip_layers.";
        for (int i = 0; i < last; i++) {
            places.put(down(i, last), skip + "downsample");
            places.put(up(i, last), skip + "upsample");
            if (i > 0 && i <= settings.deepSupervisionHeads()) {
                places.put(head(i), skip + "super_head");
            }
            skip += "next_layer.";
        }
        places.put(down(last, last), skip.substring(0, skip.length() - 1));
        int[] size = settings.spatialSize().stream().mapToInt(Integer::intValue).toArray();
        Shape image = Shape.of(1, settings.inputChannels()).append(size);
        Map<String, String> names = new LinkedHashMap<>();
        for (ParameterSpec spec : Program.trace(settings.network(), image).parameters()) {
            places.forEach((place, further) -> {
                if (spec.name().startsWith(place + ".")) {
                    names.put(further + spec.name().substring(place.length()), spec.name());
                }
            });
        }
        return names;
    }
}
