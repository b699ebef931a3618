package dev.factorizer.models.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Truths are drawn by known probabilities, and the model says others: what makes them right is known, too. */
class TemperatureFitTest {
    private static final int VOXELS = 60_000;
    private static final Labels REGIONS = new Labels(List.of(new Region("core", 1), new Region("whole", 2)));
    private static final Labels CLASSES = Labels.exclusive(List.of(new Region("background", 0), new Region("liver", 1),
            new Region("spleen", 2)));

    /** A model that multiplies the right logits by a factor. */
    private static VoxelSample regions(double factor, int perCase) {
        Random random = new Random(5);
        float[] probabilities = new float[2 * VOXELS];
        boolean[] truth = new boolean[2 * VOXELS];
        for (int i = 0; i < probabilities.length; i++) {
            double logit = 3 * random.nextGaussian() - 1;
            probabilities[i] = (float) (1 / (1 + Math.exp(-factor * logit)));
            truth[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit));
        }
        VoxelSample sample = new VoxelSample(REGIONS, perCase, 3);
        sample.add(probabilities, (region, voxel) -> truth[region * VOXELS + voxel]);
        return sample;
    }

    private static VoxelSample classes(double factor) {
        Random random = new Random(6);
        float[] probabilities = new float[3 * VOXELS];
        int[] truth = new int[VOXELS];
        for (int i = 0; i < VOXELS; i++) {
            double[] logits = {2 * random.nextGaussian() + 1, 2 * random.nextGaussian(), 2 * random.nextGaussian()};
            double right = 0;
            double said = 0;
            for (double logit : logits) {
                right += Math.exp(logit);
                said += Math.exp(factor * logit);
            }
            double draw = random.nextDouble() * right;
            for (int c = 0; c < 3; c++) {
                probabilities[c * VOXELS + i] = (float) (Math.exp(factor * logits[c]) / said);
                draw -= Math.exp(logits[c]);
                truth[i] += draw > 0 ? 1 : 0;
            }
        }
        VoxelSample sample = new VoxelSample(CLASSES, VOXELS, 3);
        sample.add(probabilities, (region, voxel) -> truth[voxel] == region);
        return sample;
    }

    private static double error(VoxelSample sample, double temperature) {
        return sample.curves(temperature).stream().mapToDouble(ReliabilityCurve::expectedCalibrationError).max().orElseThrow();
    }

    private static void assertFound(double expected, VoxelSample sample) {
        TemperatureFit fit = TemperatureFit.of(sample);
        assertEquals(expected, fit.temperature(), 0.03 * expected);
        assertEquals(fit, TemperatureFit.of(sample));
        assertEquals(sample.negativeLogLikelihood(1), fit.before());
        assertEquals(sample.negativeLogLikelihood(fit.temperature()), fit.after());
        assertTrue(fit.after() < sample.negativeLogLikelihood(fit.temperature() * 1.001));
        assertTrue(fit.after() < sample.negativeLogLikelihood(fit.temperature() / 1.001));
        assertTrue(error(sample, fit.temperature()) < 0.01, () -> "error is " + error(sample, fit.temperature()));
        assertTrue(error(sample, 1) > 0.02, () -> "error was " + error(sample, 1));
    }

    @Test
    void whatTheModelMultipliedByIsFound() {
        assertFound(2, regions(2, VOXELS));
        assertFound(0.4, regions(0.4, VOXELS));
        assertFound(2, classes(2));
        assertFound(0.5, classes(0.5));
    }

    @Test
    void aCaseGivesAboutSoManyVoxels() {
        VoxelSample sample = regions(2, 20_000);
        assertEquals(20_000, sample.voxels(), 500);
        assertEquals(2, TemperatureFit.of(sample).temperature(), 0.1);
        assertEquals(VOXELS, regions(2, VOXELS).voxels());
    }

    @Test
    void likelihoodsAreThoseByHand() {
        VoxelSample two = new VoxelSample(REGIONS, 9, 0);
        two.add(new float[] {0.8f, 0.25f, 0.5f, 0.5f}, (region, voxel) -> region == 0 && voxel == 0);
        assertEquals(-(Math.log(0.8f) + Math.log(0.75) + 2 * Math.log(0.5)) / 4, two.negativeLogLikelihood(1), 1e-6);
        VoxelSample three = new VoxelSample(CLASSES, 9, 0);
        three.add(new float[] {0.5f, 0.2f, 0.3f, 0.4f, 0.2f, 0.4f}, (region, voxel) -> region == voxel);
        assertEquals(-(Math.log(0.5f) + Math.log(0.4f)) / 2, three.negativeLogLikelihood(1), 1e-6);
        assertEquals(-(Math.log(Math.sqrt(0.5) / (Math.sqrt(0.5) + Math.sqrt(0.3) + Math.sqrt(0.2)))
                + Math.log(Math.sqrt(0.4) / (2 * Math.sqrt(0.4) + Math.sqrt(0.2)))) / 2, three.negativeLogLikelihood(2), 1e-6);
    }

    @Test
    void whatTheNetworkDidNotSeeIsCountedBeside() {
        VoxelSample sample = new VoxelSample(CLASSES, 9, 0);
        // Three voxels: seen, not seen, not seen but in a class; and one of no class.
        sample.add(new float[] {0.5f, 1, 1, 0.5f, 0.5f, 0, 0, 0.5f, 0, 0, 0, 0},
                (region, voxel) -> voxel < 3 && region == (voxel == 2 ? 1 : 0));
        assertEquals(1, sample.voxels());
        assertEquals(2, sample.unseen());
        assertEquals(1, sample.unseenInRegion());
        assertEquals(1, sample.cases());
    }

    @Test
    void aCurveCountsVoxelsOfSimilarProbability() {
        VoxelSample sample = new VoxelSample(new Labels(List.of(new Region("lesion", 1))), 9, 0);
        sample.add(new float[] {0.01f, 0.03f, 0.7f, 1, 1}, (region, voxel) -> voxel == 1 || voxel == 3);
        ReliabilityCurve curve = sample.curves(1).getFirst();
        assertEquals("lesion", curve.region());
        assertEquals(15, curve.bins().size());
        assertEquals(5, curve.voxels());
        assertEquals(new ReliabilityCurve.Bin(0, 1.0 / 15, 2, 0.02, 0.5), round(curve.bins().getFirst()));
        assertEquals(new ReliabilityCurve.Bin(10.0 / 15, 11.0 / 15, 1, 0.7, 0), round(curve.bins().get(10)));
        assertEquals(new ReliabilityCurve.Bin(14.0 / 15, 1, 2, 1, 0.5), round(curve.bins().get(14)));
        assertEquals((2 * 0.48 + 0.7 + 2 * 0.5) / 5, curve.expectedCalibrationError(), 1e-6);
        assertEquals(Double.NaN, curve.bins().get(5).share());
    }

    private static ReliabilityCurve.Bin round(ReliabilityCurve.Bin bin) {
        return new ReliabilityCurve.Bin(bin.from(), bin.to(), bin.voxels(), Math.rint(bin.probability() * 1e6) / 1e6, bin.share());
    }

    @Test
    void samplesWithoutABestTemperatureAreRefused() {
        VoxelSample right = new VoxelSample(REGIONS, 9, 0);
        right.add(new float[] {0.8f, 0.2f}, (region, voxel) -> region == 0);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TemperatureFit.of(right)).getMessage()
                .startsWith("calibration: the best temperature lies beyond 0.05, expected 0.05 to 20.0: the cases are found without"));
        VoxelSample wrong = new VoxelSample(REGIONS, 9, 0);
        wrong.add(new float[] {0.8f, 0.2f}, (region, voxel) -> region == 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> TemperatureFit.of(wrong)).getMessage()
                .startsWith("calibration: the best temperature lies beyond 20.0, expected 0.05 to 20.0: probabilities say nothing"));
        VoxelSample none = new VoxelSample(REGIONS, 9, 0);
        assertEquals("calibration: no voxel was drawn from 0 cases, expected cases of which the network sees something and the truth is"
                + " known", assertThrows(IllegalArgumentException.class, () -> TemperatureFit.of(none)).getMessage());
        assertEquals("calibration: 0 voxels of each case, expected at least 1",
                assertThrows(IllegalArgumentException.class, () -> new VoxelSample(REGIONS, 0, 0)).getMessage());
        assertEquals("calibration: found 3 probabilities, expected some for each of 2 regions",
                assertThrows(IllegalArgumentException.class, () -> none.add(new float[3], (region, voxel) -> true)).getMessage());
    }
}
