package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.Preprocessing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code bundle.json} says: everything of a bundle but its weights, and how to know those again.
 *
 * @param network which network
 * @param channels its input channels
 * @param preprocessing the way onto its grid
 * @param labels what its output means
 * @param tiling how it is moved over an image
 * @param temperature what its results are divided by, 1 if it is not said
 * @param provenance where it comes from
 * @param weights length and hash of the weights
 */
record Manifest(NetworkDescription network, List<String> channels, Preprocessing preprocessing, Labels labels, Tiling tiling,
        double temperature, Map<String, Object> provenance, Part weights) {
    static final String FORMAT = "factorizer-bundle";
    static final String NAME = "bundle.json";
    static final String WEIGHTS = "weights.safetensors";
    private static final Map<String, Boolean> SOFTMAX = new TreeMap<>(Map.of("sigmoid", false, "softmax", true));

    /**
     * How a part is known again.
     *
     * @param bytes its length
     * @param sha256 its hash, 64 hexadecimal digits
     */
    record Part(long bytes, String sha256) {
        Part {
            if (bytes < 0 || bytes > Integer.MAX_VALUE - 16 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("\"parts\" has a part of " + bytes + " bytes with sha256 \"" + sha256
                        + "\", expected less than 2 GiB and 64 hexadecimal digits");
            }
        }
    }

    /** Version first: what a later one holds can't be known. */
    static Manifest of(Map<String, ?> root) {
        return SettingsReader.read("", root, fields -> {
            String format = fields.text("format");
            if (!format.equals(FORMAT)) {
                throw new IllegalArgumentException("\"format\" is \"" + format + "\", expected \"" + FORMAT + "\"");
            }
            int version = fields.integer("version");
            if (version != ModelBundle.VERSION) {
                throw new IllegalArgumentException("\"version\" is " + version + ", expected " + ModelBundle.VERSION
                        + "; read it with the release that wrote it, or a later one");
            }
            return new Manifest(
                    fields.object("network", inner -> new NetworkDescription(inner.text("kind"), inner.tree("settings"))),
                    fields.texts("channels"),
                    fields.object("preprocessing", PreprocessingFields::read),
                    fields.object("labels", Manifest::labels),
                    fields.object("slidingWindow", Manifest::tiling),
                    fields.has("temperature") ? fields.number("temperature") : 1,
                    fields.tree("provenance"),
                    fields.object("parts", parts -> parts.object(WEIGHTS,
                            part -> new Part(part.whole("bytes"), part.text("sha256")))));
        });
    }

    private static Labels labels(SettingsReader fields) {
        List<Region> regions = fields.objects("regions",
                region -> new Region(region.text("name"), region.integer("value")));
        return fields.choice("activation", SOFTMAX) ? Labels.exclusive(regions)
                : new Labels(regions, fields.number("threshold"), fields.texts("mergeOrder"));
    }

    private static Tiling tiling(SettingsReader fields) {
        return new Tiling(fields.integers("window"), fields.number("overlap"), fields.choice("weights", WindowWeights.GAUSSIAN),
                fields.has("flips") ? fields.integerLists("flips") : Tiling.NO_FLIPS);
    }

    private static Map<String, Object> tree(Tiling tiling) {
        SettingsWriter tree = new SettingsWriter().put("window", tiling.window()).put("overlap", tiling.overlap());
        if (tiling.weights() != WindowWeights.GAUSSIAN) {
            tree.put("weights", tiling.weights());
        }
        return tiling.flips().equals(Tiling.NO_FLIPS) ? tree.toTree() : tree.put("flips", tiling.flips()).toTree();
    }

    private static Map<String, Object> tree(Labels labels) {
        List<Map<String, Object>> regions = labels.regions().stream()
                .map(region -> new SettingsWriter().put("name", region.name()).put("value", region.value()).toTree()).toList();
        SettingsWriter tree = new SettingsWriter().put("regions", regions);
        return switch (labels.rule()) {
            case LabelRule.Exclusive _ -> tree.put("activation", "softmax").toTree();
            case LabelRule.Overlapping rule -> tree.put("activation", "sigmoid").put("threshold", rule.threshold())
                    .put("mergeOrder", rule.mergeOrder()).toTree();
        };
    }

    Map<String, Object> tree() {
        SettingsWriter fields = new SettingsWriter()
                .put("format", FORMAT)
                .put("version", ModelBundle.VERSION)
                .put("network", new SettingsWriter().put("kind", network.kind()).put("settings", network.settings()).toTree())
                .put("channels", channels)
                .put("preprocessing", PreprocessingFields.tree(preprocessing))
                .put("labels", tree(labels))
                .put("slidingWindow", tree(tiling));
        if (temperature != 1) {
            fields.put("temperature", temperature);
        }
        return fields.put("provenance", provenance)
                .put("parts", new SettingsWriter().put(WEIGHTS, new SettingsWriter().put("bytes", weights.bytes())
                        .put("sha256", weights.sha256()).toTree()).toTree())
                .toTree();
    }
}
