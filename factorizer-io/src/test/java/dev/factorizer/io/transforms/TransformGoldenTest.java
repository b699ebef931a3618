package dev.factorizer.io.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.weights.ElementType;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** MONAI's values of each transform. */
class TransformGoldenTest {
    static Stream<Path> cases() throws IOException {
        return GoldenFiles.list("transforms", "", ".safetensors").stream();
    }

    @Test
    void allFilesAreThere() throws IOException {
        assertEquals(85, cases().count());
    }

    private Weights golden;
    private JsonNode config;

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreTheReferences(Path file) throws IOException {
        golden = Weights.read(file);
        config = GoldenFiles.json(golden.metadata().get("config"));
        String kind = config.get("transform").textValue();
        switch (kind) {
            case "orientation" -> check(new Orientation(new AxisCodes(config.get("axisCodes").textValue())));
            case "spacing" -> check(new Spacing(doubles("spacing"), interpolation(),
                    config.get("alignCorners").booleanValue()));
            case "cropForeground" -> check(new CropForeground(integers("margin"),
                    config.get("allowSmaller").booleanValue()));
            case "pad" -> check(new SpatialPad(integers("spatialSize")));
            case "normaliseIntensity" -> compare("output.image", new NormalizeIntensity(
                    config.get("nonzero").booleanValue(), config.get("channelWise").booleanValue()).apply(input("image")));
            case "bratsRegions" -> compare("output.label", regions().apply(input("label")));
            case "mergeRegions" -> compare("output.label", new MergeRegions(config.get("threshold").doubleValue(),
                    integers("values")).apply(input("probability")));
            case "flip" -> check(new Flip(integers("axes")));
            case "crop" -> check(config.has("centre") ? SpatialCrop.around(integers("centre"), integers("spatialSize"))
                    : new SpatialCrop(integers("start"), integers("spatialSize")));
            case "affine" -> check(affine());
            case "gaussianSmooth" -> compare("output.image", new GaussianSmooth(doubles("sigma")).apply(input("image")));
            case "scaleIntensity" -> compare("output.image",
                    new ScaleIntensity(config.get("factor").doubleValue()).apply(input("image")));
            case "shiftIntensity" -> compare("output.image",
                    new ShiftIntensity(config.get("offset").doubleValue()).apply(input("image")));
            case "gaussianNoise" -> compare("output.image", new AddedNoise(input("noise")).apply(input("image")));
            case "pipeline" -> pipeline();
            default -> throw new IllegalStateException(kind);
        }
    }

    private void check(SpatialTransform transform) throws IOException {
        String name = golden.tensors().containsKey("input.image") ? "image" : "label";
        Volume image = input(name);
        Volume result = transform.apply(image);
        compare("output." + name, result);
        compareAffine("output.affine", result);
        Volume back = transform.invert(result, image.grid());
        assertEquals(image.grid(), back.grid().isNear(image.grid(), 1e-9) ? image.grid() : back.grid());
        if (transform instanceof Orientation || transform instanceof Flip || transform instanceof SpatialPad) {
            assertArrayEquals(image.voxels(), back.voxels());
        }
    }

    private Interpolation interpolation() {
        return Interpolation.valueOf(config.get("mode").textValue().toUpperCase(Locale.ROOT));
    }

    private AffineTransform affine() {
        AffineTransform transform = AffineTransform.of(doubles("rotate"), doubles("scale"), interpolation())
                .withSize(integers("spatialSize"));
        double[] matrix = new double[16];
        for (int i = 0; i < 16; i++) {
            matrix[i] = config.get("matrix").get(i / 4).get(i % 4).doubleValue();
        }
        assertArrayEquals(matrix, transform.matrix().toArray(), 1e-14);
        return transform;
    }

    private SplitRegions regions() {
        List<Set<Integer>> regions = new ArrayList<>();
        for (JsonNode labels : config.get("labels")) {
            Set<Integer> region = new HashSet<>();
            labels.forEach(label -> region.add(label.intValue()));
            regions.add(region);
        }
        if (config.get("convention").textValue().equals("2023")) {
            assertEquals(SplitRegions.brats23().regions(), regions);
        }
        return new SplitRegions(regions);
    }

    private void pipeline() throws IOException {
        Preprocessing settings = new Preprocessing(
                Optional.of(new CropForeground(integers("margin"), config.get("allowSmaller").booleanValue())),
                Optional.of(new Orientation(AxisCodes.RAS)), Optional.of(new NormalizeIntensity(true, true)),
                Optional.of(new Spacing(doubles("spacing"), Interpolation.BILINEAR, true)), Optional.empty());
        Volume scan = input("image");
        Preprocessed done = settings.apply(scan);
        compare("output.image", done.volume());
        compareAffine("output.affine", done.volume());
        Volume probability = done.volume().withVoxels(1, golden.tensors().get("input.probability").floats());
        Volume back = done.invert(probability);
        assertEquals(scan.grid(), back.grid());
        compare("output.probability", back);
        compareAffine("output.probabilityAffine", back);
        throughPadding(settings, scan, probability, back);
    }

    /** Padding before and cropping after the network must not change what comes back. */
    private static void throughPadding(Preprocessing settings, Volume scan, Volume probability, Volume back) {
        Preprocessed padded = new Preprocessing(settings.crop(), settings.orientation(),
                settings.normalization(), settings.spacing(), Optional.of(new SpatialPad(20)))
                .apply(scan);
        Volume wide = new SpatialPad(20).apply(probability);
        assertArrayEquals(wide.grid().sizes(), padded.volume().grid().sizes());
        assertArrayEquals(back.voxels(), padded.invert(padded.volume().withVoxels(1, wide.voxels())).voxels());
    }

    private Volume input(String name) {
        StoredTensor tensor = golden.tensors().get("input." + name);
        int[] shape = tensor.shape();
        double[] rows = new double[16];
        for (int i = 0; i < 16; i++) {
            rows[i] = config.has("affine") ? config.get("affine").get(i / 4).get(i % 4).doubleValue() : i % 5 == 0 ? 1 : 0;
        }
        return new Volume(new Grid(shape[1], shape[2], shape[3], Affine.of(rows)), shape[0], tensor.floats());
    }

    private void compare(String name, Volume found) throws IOException {
        StoredTensor expected = golden.tensors().get(name);
        assertArrayEquals(expected.shape(), new int[] {found.channels(), found.grid().x(), found.grid().y(),
            found.grid().z()});
        double[] values = expected.doubles();
        boolean exact = expected.type() == ElementType.U8;
        StoredTensor tie = golden.tensors().get("input.tie");
        long[] skipped = tie == null ? new long[values.length] : tie.longs();
        double largest = 0;
        double error = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
            error = Math.max(error, skipped[i % skipped.length] == 1 ? 0 : Math.abs(values[i] - found.voxels()[i]));
        }
        double single = GoldenFiles.json(golden.metadata().get("error32")).path(name).asDouble(0);
        double most = exact ? 0 : Math.max(8 * single, 2e-6) * Math.max(largest, 1e-12);
        assertTrue(error <= most, name + ": error " + error + ", expected at most " + most);
    }

    private void compareAffine(String name, Volume found) {
        double[] expected = golden.tensors().get(name).doubles();
        assertArrayEquals(expected, found.grid().affine().toArray(), 1e-10);
    }

    private List<Double> doubles(String name) {
        List<Double> values = new ArrayList<>();
        config.get(name).forEach(value -> values.add(value.doubleValue()));
        return values;
    }

    private List<Integer> integers(String name) {
        List<Integer> values = new ArrayList<>();
        config.get(name).forEach(value -> values.add(value.intValue()));
        return values;
    }
}
