package dev.factorizer.io.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.io.transforms.ChannelNormalization;
import dev.factorizer.io.transforms.CropToNonzero;
import dev.factorizer.io.transforms.NormalizeChannels;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.ResampleToSpacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.AxisCodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps come back from their tree, and a tree with two steps of one kind is refused. */
class PreprocessingFieldsTest {
    private static final Preprocessing NNUNET = new Preprocessing(Optional.of(new CropToNonzero()),
            Optional.of(new Orientation(AxisCodes.RAS)),
            Optional.of(new NormalizeChannels(List.of(new ChannelNormalization.Ct(-970, 1800, 80, 340),
                    new ChannelNormalization.ZScore(true), new ChannelNormalization.RescaleToOne(), new ChannelNormalization.RgbToOne(),
                    new ChannelNormalization.None()))),
            Optional.of(new ResampleToSpacing(List.of(0.7, 0.7, 3.0), ResampleToSpacing.Content.IMAGE)),
            Optional.of(new SpatialPad(List.of(64, 64, 16))));

    private static Preprocessing read(Map<String, ?> tree) {
        return SettingsReader.read("preprocessing", tree, PreprocessingFields::read);
    }

    @Test
    void allStepsComeBack() {
        assertEquals(NNUNET, read(PreprocessingFields.tree(NNUNET)));
        assertEquals(Preprocessing.brats23(), read(PreprocessingFields.tree(Preprocessing.brats23())));
        assertEquals(Preprocessing.none(), read(Map.of()));
        assertEquals("cropToNonzero; orientation RAS; normalizeChannels by " + ((NormalizeChannels) NNUNET.normalization().orElseThrow()).schemes()
                + "; resampleToSpacing [0.7, 0.7, 3.0]; spatialPad to [64, 64, 16]", NNUNET.describe());
    }

    @Test
    void oneStepOfAKind() {
        Map<String, Object> zero = Map.of("nonzero", true, "channelWise", true);
        refused("preprocessing: found both \"normalizeIntensity\" and \"normalizeChannels\", expected one of them",
                Map.of("normalizeIntensity", zero, "normalizeChannels", Map.of("schemes", List.of(Map.of("scheme", "none")))));
        refused("preprocessing: found both \"cropForeground\" and \"cropToNonzero\", expected one of them",
                Map.of("cropToNonzero", Map.of(), "cropForeground", Map.of("margin", List.of(1, 1, 1), "allowSmaller", true)));
        refused("preprocessing: found both \"spacing\" and \"resampleToSpacing\", expected one of them",
                Map.of("resampleToSpacing", Map.of("spacing", List.of(1, 1, 1)), "spacing",
                        Map.of("spacing", List.of(1, 1, 1), "interpolation", "bilinear", "alignCorners", true)));
    }

    @Test
    void wrongSchemes() {
        refused("preprocessing: \"normalizeChannels.schemes[0].scheme\" is \"mr\", expected ct, zScore, rescaleToOne, rgbToOne or none",
                Map.of("normalizeChannels", Map.of("schemes", List.of(Map.of("scheme", "mr")))));
        refused("preprocessing: \"normalizeChannels.schemes[0].lower\" is unknown; misspelled, or made by a later version",
                Map.of("normalizeChannels", Map.of("schemes", List.of(Map.of("scheme", "none", "lower", 1)))));
        refused("normalizeChannels: found no scheme, expected one for each channel", Map.of("normalizeChannels", Map.of("schemes", List.of())));
    }

    private static void refused(String sentence, Map<String, ?> tree) {
        assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> read(tree)).getMessage());
    }
}
