package dev.factorizer.models.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.io.transforms.CropForeground;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.transforms.SpatialPad;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However a scan is cut into slabs and bands, the bits are those of sums over the whole image. */
class SlabsTest {
    private static final Backend BACKEND = new ReferenceBackend();
    private static final int[][] FLIPS = {{}, {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}};

    @Test
    void sumsAreThoseOfTheWholeImage() {
        for (long seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int rank = 1 + random.nextInt(3);
            List<Integer> window = new ArrayList<>();
            List<Double> overlap = new ArrayList<>();
            int[] sizes = new int[rank];
            for (int axis = 0; axis < rank; axis++) {
                window.add(1 + random.nextInt(6));
                overlap.add(random.nextInt(90) / 100.0);
                sizes[axis] = 1 + random.nextInt(12);
            }
            List<Integer> flipped = IntStream.range(0, rank).filter(axis -> random.nextInt(3) == 0).boxed().toList();
            SlidingWindow settings = new SlidingWindow(window, overlap, mode(random), 0.125, List.of(flipped));
            Shape shape = Shape.of(2, 2).append(sizes);
            float[] voxels = new float[(int) shape.elements()];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = random.nextInt(2001) / 1000f - 1;
            }
            Tensor image = Tensor.of(shape, voxels);
            assertArrayEquals(whole(settings, image), settings.run(image, SlabsTest::network).toFloats(), 0f,
                    "seed " + seed + ": " + settings + " over " + shape);
        }
    }

    private static WindowWeights mode(SplittableRandom random) {
        return random.nextBoolean() ? WindowWeights.GAUSSIAN : WindowWeights.CONSTANT;
    }

    /** Depends on where in the window a voxel is. */
    private static Tensor network(Tensor window) {
        float[] values = window.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * (1 + i % 13 / 10f) + i % 7 / 3f;
        }
        return Tensor.of(window.shape(), values);
    }

    /** Sums as large as the image, one window after the other, voxel by voxel. */
    private static float[] whole(SlidingWindow settings, Tensor image) {
        int rank = settings.window().size();
        int[] sizes = image.shape().spatial().sizes();
        int[] window = settings.window().stream().mapToInt(Integer::intValue).toArray();
        float[] weights = settings.weights();
        float[] voxels = image.toFloats();
        int volume = (int) image.shape().spatial().elements();
        List<int[]> starts = new ArrayList<>(settings.starts(image.shape().spatial()));
        // Along a flipped axis windows come in the image's order.
        starts.sort((a, b) -> compare(a, b, settings.flips().getFirst()));
        float[] sums = new float[(int) image.shape().elements()];
        float[] totals = new float[sums.length];
        for (int sample = 0; sample < 2; sample++) {
            for (int[] start : starts) {
                int[] places = new int[weights.length];
                for (int i = 0; i < places.length; i++) {
                    int place = 0;
                    int rest = i;
                    int stride = 1;
                    for (int axis = rank - 1; axis >= 0; axis--) {
                        int at = rest % window[axis] + start[axis] - Math.max(0, window[axis] - sizes[axis]) / 2;
                        rest /= window[axis];
                        boolean outside = at < 0 || at >= sizes[axis] || place < 0;
                        int inImage = settings.flips().getFirst().contains(axis) ? sizes[axis] - 1 - at : at;
                        place = outside ? -1 : place + stride * inImage;
                        stride *= sizes[axis];
                    }
                    places[i] = place;
                }
                float[] cut = new float[2 * weights.length];
                for (int i = 0; i < cut.length; i++) {
                    int place = places[i % weights.length];
                    cut[i] = place < 0 ? 0 : voxels[(sample * 2 + i / weights.length) * volume + place];
                }
                float[] result = network(Tensor.of(Shape.of(1, 2).append(window), cut)).toFloats();
                for (int i = 0; i < result.length; i++) {
                    int place = places[i % weights.length];
                    if (place >= 0) {
                        sums[(sample * 2 + i / weights.length) * volume + place] += weights[i % weights.length] * result[i];
                        totals[(sample * 2 + i / weights.length) * volume + place] += weights[i % weights.length];
                    }
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= totals[i];
        }
        return sums;
    }

    private static int compare(int[] a, int[] b, List<Integer> flipped) {
        for (int axis = 0; axis < a.length; axis++) {
            int order = flipped.contains(axis) ? Integer.compare(b[axis], a[axis]) : Integer.compare(a[axis], b[axis]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Test
    void bandsGiveTheBitsOfTheWhole() {
        int most = 0;
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int outputs = 1 + random.nextInt(4);
            boolean exclusive = outputs > 1 && random.nextBoolean();
            Labels labels = exclusive ? ConvolutionNetwork.classes(outputs) : ConvolutionNetwork.regions(outputs);
            int rank = random.nextInt(4) == 0 ? 2 : 3;
            List<Integer> window = IntStream.range(0, rank).mapToObj(axis -> 2 + random.nextInt(5)).toList();
            Preprocessing steps = steps(random, window);
            TrainedModel model = new ConvolutionNetwork(2, outputs, window).trained(steps, labels, random.nextInt(80) / 100.0, seed);
            Volume scan = scan(random);
            SegmentationSettings settings = SegmentationSettings.DEFAULT.withWeights(mode(random)).withProbabilities();
            if (random.nextInt(3) == 0) {
                settings = settings.withUncertainty();
            }
            if (random.nextInt(3) == 0) {
                settings = settings.withFlips(IntStream.range(0, 8).filter(i -> i == 5 || random.nextInt(3) == 0)
                        .mapToObj(i -> Arrays.stream(FLIPS[i]).boxed().toList()).toList());
            }
            try (Segmenter segmenter = Segmenter.of(model, BACKEND)) {
                String what = "seed " + seed;
                PreparedScan prepared = segmenter.prepare(scan, settings);
                assertEquals(1, prepared.plan().bands(), what);
                Segmentation whole = prepared.segment(progress -> { });
                if (settings.flips().isEmpty() && rank == 3) {
                    assertArrayEquals(inverted(model, scan, settings, exclusive), whole.probabilities().voxels(), 0f, what);
                }
                long least = least(segmenter, scan, settings);
                for (long bytes : new long[] {least, least + random.nextLong(1 + prepared.plan().sumBytes())}) {
                    PreparedScan banded = segmenter.prepare(scan, settings.withSumBytes(bytes));
                    assertTrue(banded.plan().sumBytes() <= bytes, what);
                    most = Math.max(most, banded.plan().bands());
                    List<Progress> seen = new ArrayList<>();
                    same(whole, banded.segment(seen::add), what + ": " + banded.plan().describe());
                    assertEquals(banded.plan().runs(), seen.size(), what);
                    assertEquals(new Progress(seen.size(), seen.size()), seen.getLast());
                }
            }
        }
        assertTrue(most > 50, most + " bands");
    }

    /** The reason says what is needed at least. */
    private static long least(Segmenter segmenter, Volume scan, SegmentationSettings settings) {
        String message = assertThrows(IllegalArgumentException.class, () -> segmenter.prepare(scan, settings.withSumBytes(1)))
                .getMessage();
        assertTrue(message.matches("segment: the sums of windows may take 1 bytes, expected at least the [0-9,]+ of one row; allow more"
                + " \\(sumBytes, or -Xmx where that is three times as much\\), or take smaller windows"), message);
        return Long.parseLong(message.replaceAll(".*at least the ([0-9,]+) of.*", "$1").replace(",", ""));
    }

    private static void same(Segmentation expected, Segmentation found, String what) {
        assertArrayEquals(expected.probabilities().voxels(), found.probabilities().voxels(), 0f, what);
        assertArrayEquals(expected.labels().voxels(), found.labels().voxels(), 0f, what);
        for (String region : expected.regions()) {
            assertEquals(expected.millilitersOf(region), found.millilitersOf(region), what);
            assertArrayEquals(expected.mask(region).voxels(), found.mask(region).voxels(), 0f, what);
        }
        assertEquals(expected.disagreement().isPresent(), found.disagreement().isPresent(), what);
        expected.disagreement().ifPresent(volume -> {
            assertArrayEquals(volume.voxels(), found.disagreement().orElseThrow().voxels(), 0f, what);
            assertArrayEquals(expected.entropy().voxels(), found.entropy().voxels(), 0f, what);
        });
    }

    /** Whole volumes, one step after the other. */
    private static float[] inverted(TrainedModel model, Volume scan, SegmentationSettings settings, boolean exclusive) {
        Preprocessed prepared = model.recipe().preprocessing().apply(scan);
        List<Integer> window = model.recipe().network().window();
        Volume image = prepared.volume();
        try (Model network = model.recipe().program().on(BACKEND).load(model.weights())) {
            float[] p = new SlidingWindow(window, window.stream().map(_ -> model.recipe().overlap()).toList(), settings.windows(model.recipe()).weights(), 0.125,
                    List.of(List.of())).run(Tensor.of(Shape.of(1, 2).append(image.grid().sizes()), image.voxels()), network::run).toFloats();
            int voxels = image.grid().voxels();
            int outputs = p.length / voxels;
            for (int i = 0; i < voxels; i++) {
                double sum = 0;
                float most = Float.NEGATIVE_INFINITY;
                for (int c = 0; c < outputs; c++) {
                    most = Math.max(most, p[c * voxels + i]);
                }
                for (int c = 0; c < outputs; c++) {
                    sum += Math.exp(p[c * voxels + i] - most);
                }
                for (int c = 0; c < outputs; c++) {
                    float logit = p[c * voxels + i];
                    p[c * voxels + i] = exclusive ? (float) (Math.exp(logit - most) / sum) : (float) (1 / (1 + Math.exp(-logit)));
                }
            }
            float[] back = prepared.invert(image.withVoxels(outputs, p)).voxels();
            if (exclusive) {
                // Ones come back where the network saw something: all else is background.
                float[] ones = new float[voxels];
                Arrays.fill(ones, 1);
                float[] seen = prepared.invert(image.withVoxels(1, ones)).voxels();
                for (int i = 0; i < seen.length; i++) {
                    back[i] = seen[i] == 0 ? 1 : back[i];
                }
            }
            return back;
        }
    }

    private static Volume scan(SplittableRandom random) {
        double[] rows = new double[16];
        for (int i = 0; i < 12; i++) {
            rows[i] = random.nextDouble(-0.2, 0.2) + (i % 5 == 0 ? random.nextDouble(0.8, 1.6) : 0);
        }
        rows[15] = 1;
        Grid grid = new Grid(3 + random.nextInt(9), 3 + random.nextInt(9), 3 + random.nextInt(9), Affine.of(rows));
        float[] voxels = new float[2 * grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1000) / 300f;
        }
        return new Orientation(new AxisCodes(List.of("RAS", "LPI", "SAR", "PIR", "ILA").get(random.nextInt(5))))
                .apply(new Volume(grid, 2, voxels));
    }

    private static Preprocessing steps(SplittableRandom random, List<Integer> window) {
        List<Integer> pad = IntStream.range(0, 3).mapToObj(axis -> axis < window.size() ? window.get(axis) + random.nextInt(3) : 1)
                .toList();
        return new Preprocessing(random.nextBoolean() ? Optional.of(new CropForeground(1)) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new Orientation(AxisCodes.RAS)) : Optional.empty(),
                Optional.of(new NormalizeIntensity(true, true)),
                random.nextBoolean() ? Optional.of(new Spacing(random.nextDouble(0.7, 2))) : Optional.empty(),
                random.nextBoolean() ? Optional.of(new SpatialPad(pad)) : Optional.empty());
    }
}
