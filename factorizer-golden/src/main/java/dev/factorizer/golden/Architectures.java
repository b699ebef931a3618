package dev.factorizer.golden;

import dev.factorizer.api.network.NetworkKind;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.models.networks.DeconverKind;
import dev.factorizer.models.networks.DynUNetKind;
import dev.factorizer.models.networks.SegResNetKind;
import dev.factorizer.models.networks.SwinUNETRKind;
import dev.factorizer.models.networks.UNETRKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The networks that cases and manifests name by their {@code architecture}, each with how its settings are read. */
final class Architectures {
    /** Of a network whose settings don't say it; the networks that don't have no parameters that depend on it. */
    private static final int USUAL_SIZE = 64;
    private static final int SEG_RES_NET_GROUPS = 8;
    private static final String SIZE = "spatialSize";
    private static final String DIMENSIONS = "dimensions";

    /** From the settings of a case, with {@code spatialSize} and without what a kind doesn't store. */
    private static final Map<String, Function<Map<String, Object>, NetworkSettings>> ALL = Map.of(
            "deconver", of(new DeconverKind()),
            "dynUNet", of(new DynUNetKind()),
            "segResNet", Architectures::segResNet,
            "swinUNETR", of(new SwinUNETRKind()),
            "unetr", of(new UNETRKind()));

    /** What a case says of its own, or twice: the corners that its patch merging has. */
    private static final List<String> NOT_STORED = List.of("aliases", "mergedCorners", "parameters", "parameterShapes");

    private Architectures() { }

    /** The network of a manifest, for images of any size that suits it. */
    static NetworkSettings settings(Map<String, Object> config) {
        return settings(config, Collections.nCopies(new SettingsReader("case", config).integer(DIMENSIONS), USUAL_SIZE));
    }

    /**
     * The network of a case.
     *
     * @param config all its settings, with its {@code architecture}
     * @param size of its images
     * @throws UnsupportedCaseException if the architecture is not there
     */
    static NetworkSettings settings(Map<String, Object> config, List<Integer> size) {
        Map<String, Object> tree = new LinkedHashMap<>(config);
        Object architecture = tree.remove("architecture");
        tree.putIfAbsent(SIZE, size);
        if (!(tree.remove(DIMENSIONS) instanceof Integer axes) || axes != size.size()) {
            throw new MismatchException("\"dimensions\" is " + config.get(DIMENSIONS) + ", but the images have " + size.size()
                    + " axes");
        }
        NOT_STORED.forEach(tree::remove);
        if (!ALL.containsKey(String.valueOf(architecture))) {
            throw new UnsupportedCaseException("architecture " + architecture + " is not there");
        }
        return ALL.get(architecture).apply(tree);
    }

    /** That of a kind which stores the same settings under the same names. */
    private static Function<Map<String, Object>, NetworkSettings> of(NetworkKind kind) {
        return tree -> SettingsReader.read("case", tree, kind::read);
    }

    /**
     * MONAI's {@code num_groups}, which {@code groups} repeats, has no effect unless the deprecated {@code norm_name} is given:
     * there are always 8 groups.
     */
    private static NetworkSettings segResNet(Map<String, Object> tree) {
        if (!"1x1 convolution, then linear interpolation by 2 (centres)".equals(tree.remove("upsampling"))) {
            throw new UnsupportedCaseException("setting \"upsampling\" is another than linear interpolation");
        }
        tree.put("groups", SEG_RES_NET_GROUPS);
        return of(new SegResNetKind()).apply(tree);
    }
}
