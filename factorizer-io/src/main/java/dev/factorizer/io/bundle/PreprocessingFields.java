package dev.factorizer.io.bundle;

import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Preprocessing as JSON: a field for each step by its name; a step that is left out has none. */
final class PreprocessingFields {
    private PreprocessingFields() { }

    static Preprocessing read(Fields fields) {
        return new Preprocessing(
                fields.optional("cropForeground",
                        step -> new CropForeground(step.integers("margin"), step.truth("allowSmaller"))),
                fields.optional("orientation", step -> new Orientation(new AxisCodes(step.text("axisCodes")))),
                fields.optional("normalizeIntensity",
                        step -> new NormalizeIntensity(step.truth("nonzero"), step.truth("channelWise"))),
                fields.optional("spacing", step -> new Spacing(step.numbers("spacing"),
                        interpolation(step.text("interpolation")), step.truth("alignCorners"))),
                fields.optional("spatialPad", step -> new SpatialPad(step.integers("size"))));
    }

    private static Interpolation interpolation(String name) {
        return switch (name) {
            case "bilinear" -> Interpolation.BILINEAR;
            case "nearest" -> Interpolation.NEAREST;
            default -> throw new IllegalArgumentException("\"preprocessing.spacing.interpolation\" is \"" + name
                    + "\", expected \"bilinear\" or \"nearest\"");
        };
    }

    static Map<String, Object> tree(Preprocessing steps) {
        Map<String, Object> tree = new LinkedHashMap<>();
        steps.cropForeground().ifPresent(step -> tree.put("cropForeground",
                Manifest.ordered("margin", step.margin(), "allowSmaller", step.allowSmaller())));
        steps.orientation().ifPresent(step -> tree.put("orientation",
                Manifest.ordered("axisCodes", step.axisCodes().letters())));
        steps.normalizeIntensity().ifPresent(step -> tree.put("normalizeIntensity",
                Manifest.ordered("nonzero", step.nonzero(), "channelWise", step.channelWise())));
        steps.spacing().ifPresent(step -> tree.put("spacing", Manifest.ordered("spacing", step.spacing(),
                "interpolation", step.interpolation().name().toLowerCase(Locale.ROOT), "alignCorners",
                step.alignCorners())));
        steps.spatialPad().ifPresent(step -> tree.put("spatialPad", Manifest.ordered("size", step.size())));
        return tree;
    }
}
