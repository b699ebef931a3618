package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.examples.demo.HeadSimulator.Purpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadSimulatorTest {
    private static final int SIZE = 48;
    private static final int CASES = 200;
    private static HeadSimulator simulator;

    @BeforeAll
    static void load() throws IOException {
        simulator = new HeadSimulator(Head.load(), SIZE);
    }

    @Test
    void givesTheSameBitsOnEveryMachine() throws NoSuchAlgorithmException {
        assertEquals("02d99fc69c9a6561099fbddec0ead25813d69f6d3dbfd628d9a467d84e2d5663", hash(simulator.simulate(1, Purpose.TRAINING, 0)));
    }

    /** Before and after the compiler has optimized it. */
    @Test
    void givesTheSameBitsColdAndWarm() throws NoSuchAlgorithmException {
        String cold = hash(simulator.simulate(3, Purpose.UNSEEN, 4));
        for (int i = 0; i < 30; i++) {
            simulator.simulate(3, Purpose.UNSEEN, 5 + i);
        }
        assertEquals(cold, hash(simulator.simulate(3, Purpose.UNSEEN, 4)));
    }

    @Test
    void everyCaseIsAnother() {
        float[] first = simulator.simulate(1, Purpose.TRAINING, 0).image();
        assertFalse(Arrays.equals(first, simulator.simulate(1, Purpose.TRAINING, 1).image()), "another index");
        assertFalse(Arrays.equals(first, simulator.simulate(2, Purpose.TRAINING, 0).image()), "another seed");
        assertFalse(Arrays.equals(first, simulator.simulate(1, Purpose.UNSEEN, 0).image()), "another purpose");
    }

    @Test
    void oneInEightHasNoLesion() {
        int healthy = 0;
        for (int i = 0; i < CASES; i++) {
            healthy += simulator.simulate(11, Purpose.TRAINING, i).lesionVoxels() == 0 ? 1 : 0;
        }
        assertEquals(HeadSimulator.HEALTHY_SHARE, healthy / (double) CASES, 0.08, healthy + " of " + CASES);
    }

    @Test
    void lesionsAreInsideTheBrainAndBright() {
        double least = Double.MAX_VALUE;
        double greatest = 0;
        for (int i = 0; i < 40; i++) {
            SimulatedHead head = simulator.simulate(5, Purpose.UNSEEN, i, true);
            double inside = 0;
            double around = 0;
            int brain = 0;
            for (int v = 0; v < head.lesion().length; v++) {
                assertTrue(head.lesion()[v] == 0 || head.brain()[v] == 1, "case " + i + ", voxel " + v);
                inside += head.lesion()[v] * head.image()[v];
                around += (head.brain()[v] - head.lesion()[v]) * head.image()[v];
                brain += (int) head.brain()[v];
            }
            int voxels = head.lesionVoxels();
            assertTrue(voxels >= 8 && voxels < brain / 3, "case " + i + ": " + voxels + " of " + brain + " voxels");
            assertTrue(inside / voxels > 1.3 * around / (brain - voxels), "case " + i + " is not bright");
            assertEquals(voxels * 0.064, head.lesionMilliliters(), 1e-9);
            least = Math.min(least, voxels);
            greatest = Math.max(greatest, voxels);
        }
        assertTrue(least < 200 && greatest > 1000, "sizes from " + least + " to " + greatest);
    }

    @Test
    void canLeaveLesionsOut() {
        for (int i = 0; i < 10; i++) {
            SimulatedHead head = simulator.simulate(5, Purpose.UNSEEN, i, false);
            assertEquals(0, head.lesionVoxels(), "case " + i);
        }
    }

    @Test
    void imagesAreFiniteAndNoisy() {
        SimulatedHead head = simulator.simulate(9, Purpose.TRAINING, 2);
        int different = 0;
        for (int v = 1; v < head.image().length; v++) {
            assertTrue(Float.isFinite(head.image()[v]) && head.image()[v] >= 0, "voxel " + v + ": " + head.image()[v]);
            different += head.image()[v] != head.image()[v - 1] ? 1 : 0;
        }
        assertTrue(different > 0.99 * head.image().length, different + " neighbors differ");
    }

    private static String hash(SimulatedHead head) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (float[] values : new float[][] {head.image(), head.lesion(), head.brain()}) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
