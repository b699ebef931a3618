package dev.factorizer.models.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.PythonProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What MONAI and surface-distance measure on real labels. The values in {@code surface_values.csv} were written by
 * {@code python surface_values.py OUT ../shared}, with MONAI 1.5.2, surface-distance 0.1, NumPy 2.2.6 and SciPy 1.17.1.
 */
class SurfaceValuesTest {
    private static final Path SHARED = Path.of("../../shared");
    private static final String VALUES = "surface_values.csv";
    private static final double SINGLE = 1e-6;
    /** MONAI rounds the place of a percentile among thousands of distances to single precision, before it interpolates. */
    private static final double SINGLE_PLACE = 2e-5;
    private static final double DOUBLE = 1e-12;

    /** A line of the table. */
    private record Line(String name, Map<String, String> values) {
        double number(String column) {
            return Double.parseDouble(values.get(column));
        }

        double[] spacing() {
            return Arrays.stream(values.get("spacing").split(" ")).mapToDouble(Double::parseDouble).toArray();
        }

        void compare(MaskPair pair) {
            assertEquals(number("voxels"), pair.prediction().voxels(), name);
            assertEquals(number("targetVoxels"), pair.target().voxels(), name);
            equal("dice", new Dice(), pair, DOUBLE);
            SurfaceDistances voxels = pair.surfaceDistances(Surface.BOUNDARY_VOXELS);
            equal("monaiHausdorff", voxels.percentile(100, Directions.LARGER), SINGLE);
            equal("monaiHausdorff95", HausdorffDistance.monai95(), pair, SINGLE_PLACE);
            equal("monaiAverage", voxels.mean(Directions.PREDICTION_TO_TARGET), SINGLE);
            equal("monaiSymmetric", AverageSurfaceDistance.symmetric(), pair, SINGLE);
            equal("monaiSurfaceDice", new SurfaceDice(number("tolerance")), pair, SINGLE);
            SurfaceDice areas = new SurfaceDice(number("tolerance"), Surface.SURFELS, EmptyMasks.WORST_CASE);
            equal("monaiSurfaceDiceAreas", areas, pair, SINGLE);
            SurfaceDistances surfels = pair.surfaceDistances(Surface.SURFELS);
            equal("hausdorff", surfels.percentile(100, Directions.LARGER), DOUBLE);
            equal("hausdorff95", HausdorffDistance.surfaceDistance95(), pair, DOUBLE);
            equal("averagePrediction", surfels.mean(Directions.PREDICTION_TO_TARGET), DOUBLE);
            equal("averageTarget", surfels.mean(Directions.TARGET_TO_PREDICTION), DOUBLE);
            equal("surfaceDice", areas, pair, DOUBLE);
        }

        private void equal(String column, Metric metric, MaskPair pair, double tolerance) {
            equal(column, metric.of(pair), tolerance);
        }

        private void equal(String column, double found, double tolerance) {
            assertEquals(number(column), found, tolerance * (1 + number(column)), () -> name + ": " + column);
        }
    }

    private static List<Line> lines(String text) {
        String[] rows = text.split("\n");
        String[] names = rows[0].split(",");
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < rows.length; i++) {
            String[] fields = rows[i].split(",");
            Map<String, String> values = new HashMap<>();
            for (int j = 1; j < names.length; j++) {
                values.put(names[j], fields[j]);
            }
            lines.add(new Line(fields[0], values));
        }
        return lines;
    }

    private static String recorded() throws IOException {
        try (InputStream in = SurfaceValuesTest.class.getResourceAsStream(VALUES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void noiseHasAllNeighborhoods() throws IOException {
        Line line = lines(recorded()).getFirst();
        assertEquals("noise", line.name());
        line.compare(new MaskPair(noise(1, line.spacing()), noise(2, line.spacing())));
    }

    @Test
    void vertebrae() throws IOException {
        int compared = 0;
        for (String kind : List.of("semantic", "unmatched_instance")) {
            Path folder = SHARED.resolve("data/spine").resolve(kind);
            if (isMissing(folder)) {
                return;
            }
            Volume prediction = Volumes.read(folder.resolve("pred.nii.gz"));
            Volume target = Volumes.read(folder.resolve("ref.nii.gz"));
            for (Line line : lines(recorded())) {
                if (line.name().startsWith("spine/" + kind + " ")) {
                    int label = Integer.parseInt(line.name().split(" ")[1]);
                    line.compare(MaskPair.ofLabel(prediction, target, label));
                    compared++;
                }
            }
        }
        assertEquals(32, compared);
    }

    @Test
    void hippocampusAgainstItselfShiftedAndEroded() throws IOException {
        Path folder = SHARED.resolve("data/hippocampus/labelsTr");
        if (isMissing(folder)) {
            return;
        }
        int compared = 0;
        for (Line line : lines(recorded())) {
            if (line.name().startsWith("hippocampus_")) {
                String[] words = line.name().split(" ");
                Mask target = Mask.ofLabel(Volumes.read(folder.resolve(words[0] + ".nii.gz")), Integer.parseInt(words[1]));
                Mask prediction = changed(target, words[2].equals("shifted") ? shifted(target) : eroded(target));
                line.compare(new MaskPair(prediction, target));
                compared++;
            }
        }
        assertEquals(20, compared);
    }

    /** The script of the recorded values once more, with what this Python has. */
    @Test
    void whatPythonMeasuresNow(@TempDir Path folder) throws IOException, InterruptedException {
        if (isMissing(SHARED.resolve("data/spine"))) {
            throw new TestAbortedException("left out: the folder " + SHARED + " is not beside the project");
        }
        new PythonProgram(SurfaceValuesTest.class, "surface_values.py", List.of("monai", "surface_distance", "nibabel", "scipy"))
                .run(folder, SHARED.toAbsolutePath().toString());
        List<Line> now = lines(Files.readString(folder.resolve(VALUES)));
        List<Line> then = lines(recorded());
        assertEquals(then.stream().map(Line::name).toList(), now.stream().map(Line::name).toList());
        for (int i = 0; i < then.size(); i++) {
            for (String column : then.get(i).values().keySet()) {
                if (!column.equals("spacing")) {
                    double value = then.get(i).number(column);
                    assertEquals(value, now.get(i).number(column), SINGLE * (1 + value), then.get(i).name() + ": " + column);
                }
            }
        }
    }

    private static boolean isMissing(Path folder) {
        if (Files.isDirectory(folder)) {
            return false;
        }
        System.out.println("left out: " + folder + " is not beside the project");
        return true;
    }

    /** Bit 30 of a linear congruential generator. */
    private static Mask noise(int seed, double[] spacing) {
        int[] sizes = {16, 15, 17};
        boolean[] values = new boolean[16 * 15 * 17];
        long number = seed;
        for (int i = 0; i < values.length; i++) {
            number = (number * 1_103_515_245 + 12_345) % (1L << 31);
            values[i] = number >> 30 == 1;
        }
        Mask noise = Mask.of(sizes, spacing, voxel -> values[voxel]);
        assertTrue(noise.voxels() > 1_900, noise::toString);
        return noise;
    }

    private static Mask changed(Mask mask, IntPredicate foreground) {
        return Mask.of(mask.sizes(), mask.spacing(), foreground);
    }

    private static IntPredicate shifted(Mask mask) {
        int[] sizes = mask.sizes();
        return voxel -> at(mask, voxel / sizes[2] / sizes[1] - 2, voxel / sizes[2] % sizes[1] + 1, voxel % sizes[2] - 1);
    }

    private static IntPredicate eroded(Mask mask) {
        int[] sizes = mask.sizes();
        return voxel -> {
            int x = voxel / sizes[2] / sizes[1];
            int y = voxel / sizes[2] % sizes[1];
            int z = voxel % sizes[2];
            return mask.contains(voxel) && at(mask, x - 1, y, z) && at(mask, x + 1, y, z) && at(mask, x, y - 1, z) && at(mask, x, y + 1, z)
                    && at(mask, x, y, z - 1) && at(mask, x, y, z + 1);
        };
    }

    private static boolean at(Mask mask, int x, int y, int z) {
        int[] sizes = mask.sizes();
        return x >= 0 && x < sizes[0] && y >= 0 && y < sizes[1] && z >= 0 && z < sizes[2]
                && mask.contains((x * sizes[1] + y) * sizes[2] + z);
    }
}
