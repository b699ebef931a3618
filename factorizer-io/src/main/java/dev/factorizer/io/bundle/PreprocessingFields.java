package dev.factorizer.io.bundle;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.CropToNonzero;
import dev.factorizer.io.transforms.ForegroundCrop;
import dev.factorizer.io.transforms.ImageNormalization;
import dev.factorizer.io.transforms.Interpolation;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.ResampleToSpacing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.transforms.VoxelSpacing;
import dev.factorizer.io.volume.AxisCodes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        return new Preprocessing(crop(fields),
                fields.optional("orientation", step -> new Orientation(new AxisCodes(step.text("axisCodes")))),
                normalization(fields), spacing(fields),
                fields.optional("spatialPad", step -> new SpatialPad(step.integers("size"))));
    }

    private static Optional<ForegroundCrop> crop(SettingsReader fields) {
        Optional<ForegroundCrop> positive = fields.optional("cropForeground",
                step -> new CropForeground(step.integers("margin"), step.truth("allowSmaller")));
        return one(positive, "cropForeground", fields.optional("cropToNonzero", _ -> new CropToNonzero()), "cropToNonzero");
    }

    private static Optional<ImageNormalization> normalization(SettingsReader fields) {
        Optional<ImageNormalization> whole = fields.optional("normalizeIntensity",
                step -> new NormalizeIntensity(step.truth("nonzero"), step.truth("channelWise")));
        return one(whole, "normalizeIntensity", fields.optional("normalizeChannels", NormalizationFields::read), "normalizeChannels");
    }

    private static Optional<VoxelSpacing> spacing(SettingsReader fields) {
        Optional<VoxelSpacing> linear = fields.optional("spacing", step -> new Spacing(step.numbers("spacing"),
                step.choice("interpolation", INTERPOLATIONS), step.truth("alignCorners")));
        return one(linear, "spacing", fields.optional("resampleToSpacing",
                step -> new ResampleToSpacing(step.numbers("spacing"), ResampleToSpacing.Content.IMAGE)), "resampleToSpacing");
    }

    private static <T> Optional<T> one(Optional<T> first, String name, Optional<T> second, String other) {
        if (first.isPresent() && second.isPresent()) {
            throw new IllegalArgumentException("preprocessing: found both \"" + name + "\" and \"" + other + "\", expected one of them");
        }
        return first.or(() -> second);
    }

    /**
     * Writes the steps.
     *
     * @param steps the steps
     * @return a field for each that is there
     */
    public static Map<String, Object> tree(Preprocessing steps) {
        SettingsWriter tree = new SettingsWriter();
        steps.crop().ifPresent(crop -> {
            switch (crop) {
                case CropForeground step -> tree.put("cropForeground",
                        new SettingsWriter().put("margin", step.margin()).put("allowSmaller", step.allowSmaller()).toTree());
                case CropToNonzero _ -> tree.put("cropToNonzero", Map.of());
            }
        });
        steps.orientation().ifPresent(step -> tree.put("orientation",
                new SettingsWriter().put("axisCodes", step.axisCodes().letters()).toTree()));
        steps.normalization().ifPresent(normalization -> {
            switch (normalization) {
                case NormalizeIntensity step -> tree.put("normalizeIntensity",
                        new SettingsWriter().put("nonzero", step.nonzero()).put("channelWise", step.channelWise()).toTree());
                case NormalizeChannels step -> tree.put("normalizeChannels", NormalizationFields.tree(step));
            }
        });
        steps.spacing().ifPresent(spacing -> {
            switch (spacing) {
                case Spacing step -> tree.put("spacing", new SettingsWriter().put("spacing", step.spacing())
                        .put("interpolation", step.interpolation().name().toLowerCase(Locale.ROOT))
                        .put("alignCorners", step.alignCorners()).toTree());
                case ResampleToSpacing step -> tree.put("resampleToSpacing", new SettingsWriter().put("spacing", step.spacing()).toTree());
            }
        });
        steps.spatialPad().ifPresent(step -> tree.put("spatialPad",
                new SettingsWriter().put("size", step.size()).toTree()));
        return tree.toTree();
    }
}
