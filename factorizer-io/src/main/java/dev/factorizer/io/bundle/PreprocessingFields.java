package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Preprocessing as JSON: a field for each step by its name; a step that is left out has none. */
public final class PreprocessingFields {
    private static final Map<String, Interpolation> INTERPOLATIONS = new TreeMap<>(Map.of("bilinear", Interpolation.BILINEAR,
            "nearest", Interpolation.NEAREST));

    private PreprocessingFields() { }

    /**
     * Reads the steps.
     *
     * @param fields what {@link #tree} made
     * @return the steps
     * @throws IllegalArgumentException naming what is missing, unknown or out of range
     */
    public static Preprocessing read(SettingsReader fields) {
        return new Preprocessing(
                fields.optional("cropForeground",
                        step -> new CropForeground(step.integers("margin"), step.truth("allowSmaller"))),
                fields.optional("orientation", step -> new Orientation(new AxisCodes(step.text("axisCodes")))),
                fields.optional("normalizeIntensity",
                        step -> new NormalizeIntensity(step.truth("nonzero"), step.truth("channelWise"))),
                fields.optional("spacing", step -> new Spacing(step.numbers("spacing"),
                        step.choice("interpolation", INTERPOLATIONS), step.truth("alignCorners"))),
                fields.optional("spatialPad", step -> new SpatialPad(step.integers("size"))));
    }

    /**
     * Writes the steps.
     *
     * @param steps the steps
     * @return a field for each that is there
     */
    public static Map<String, Object> tree(Preprocessing steps) {
        SettingsWriter tree = new SettingsWriter();
        steps.cropForeground().ifPresent(step -> tree.put("cropForeground",
                new SettingsWriter().put("margin", step.margin()).put("allowSmaller", step.allowSmaller()).toTree()));
        steps.orientation().ifPresent(step -> tree.put("orientation",
                new SettingsWriter().put("axisCodes", step.axisCodes().letters()).toTree()));
        steps.normalizeIntensity().ifPresent(step -> tree.put("normalizeIntensity",
                new SettingsWriter().put("nonzero", step.nonzero()).put("channelWise", step.channelWise()).toTree()));
        steps.spacing().ifPresent(step -> tree.put("spacing", new SettingsWriter().put("spacing", step.spacing())
                .put("interpolation", step.interpolation().name().toLowerCase(Locale.ROOT))
                .put("alignCorners", step.alignCorners()).toTree()));
        steps.spatialPad().ifPresent(step -> tree.put("spatialPad",
                new SettingsWriter().put("size", step.size()).toTree()));
        return tree.toTree();
    }
}
