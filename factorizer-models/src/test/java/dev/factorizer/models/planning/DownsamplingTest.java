package dev.factorizer.models.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Windows and strides against those that nnU-Net planned for its data sets. */
class DownsamplingTest {
    private static Downsampling whole(List<Double> spacing, List<Integer> size) {
        WindowGoal goal = new WindowGoal(spacing, size);
        return Downsampling.perAxis(goal, goal.window(goal.most()), 3, 6);
    }

    @Test
    void theHippocampus() {
        Downsampling found = whole(List.of(1.0, 1.0, 1.0), List.of(36, 50, 35));
        assertEquals(List.of(40, 56, 40), found.window());
        assertEquals(List.of(List.of(1, 1, 1), List.of(2, 2, 2), List.of(2, 2, 2), List.of(2, 2, 2)), found.strides());
        assertEquals(List.of(5, 7, 5), found.coarsest());
    }

    /** The heart in ten thick slices: along these, the network sees neighbors and becomes coarser later. */
    @Test
    void thickSlices() {
        Downsampling found = whole(List.of(1.5625, 1.5625, 5.0), List.of(237, 208, 18));
        assertEquals(List.of(256, 224, 20), found.window());
        assertEquals(List.of(List.of(1, 1, 1), List.of(2, 2, 1), List.of(2, 2, 2), List.of(2, 2, 2), List.of(2, 2, 1), List.of(2, 2, 1)),
                found.strides());
        assertEquals(List.of(3, 3, 1), found.kernels().getFirst());
        assertEquals(List.of(3, 3, 3), found.kernels().get(1));
    }

    /** As {@code get_pool_and_conv_props} of nnU-Net 2.8.1 answers for windows of thick slices, and of one long axis. */
    @Test
    void anisotropicWindowsAreThoseOfNnunet() {
        compare(List.of(0.625, 0.625, 3.6), List.of(320, 256, 20),
                List.of("111", "221", "221", "222", "222", "221", "221"), List.of("331", "331", "333", "333", "333", "333", "333"));
        // The third axis could be halved alone and isn't; the coarsest stage sees along it nonetheless.
        compare(List.of(0.5, 0.5, 20.0), List.of(64, 64, 8),
                List.of("111", "221", "221", "221", "221"), List.of("331", "331", "331", "331", "333"));
        compare(List.of(1.0, 1.0, 4.0), List.of(40, 8, 8), List.of("111", "221", "211", "212"), List.of("331", "331", "331", "333"));
        compare(List.of(1.0, 1.0, 4.0), List.of(96, 12, 8), List.of("111", "221", "211", "212", "211"),
                List.of("331", "331", "331", "331", "333"));
    }

    private static void compare(List<Double> spacing, List<Integer> size, List<String> strides, List<String> kernels) {
        WindowGoal goal = new WindowGoal(spacing, size);
        Downsampling found = Downsampling.perAxis(goal, goal.window(goal.most()), 2, 9);
        assertEquals(size, found.window());
        assertEquals(strides, digits(found.strides()));
        assertEquals(kernels, digits(found.kernels()));
    }

    private static List<String> digits(List<List<Integer>> stages) {
        return stages.stream().map(stage -> stage.stream().map(String::valueOf).collect(Collectors.joining())).toList();
    }

    @Test
    void aWindowOfFewerVoxelsIsACubeInMillimeters() {
        WindowGoal goal = new WindowGoal(List.of(1.0, 1.0, 2.0), List.of(300, 200, 100));
        List<Double> window = goal.window(64 * 64 * 32);
        assertEquals(64, window.get(0), 1e-6);
        assertEquals(64, window.get(1), 1e-6);
        assertEquals(32, window.get(2), 1e-6);
        List<Double> clipped = goal.window(250.0 * 200 * 100);
        assertEquals(List.of(250.0, 200.0, 100.0), clipped.stream().map(edge -> Math.rint(edge * 1e6) / 1e6).toList());
        assertEquals(300.0 * 200 * 100, goal.most());
        assertEquals(0.25, goal.share(List.of(150, 100, 120)));
    }

    @Test
    void networksOfOneStrideAreAsDeepAsTheShortestAxisAllows() {
        WindowGoal goal = new WindowGoal(List.of(1.0, 1.0, 5.0), List.of(128, 128, 18));
        Downsampling found = Downsampling.uniform(goal, goal.window(goal.most()), 3, 5, _ -> true);
        assertEquals(List.of(128, 128, 20), found.window());
        assertEquals(3, found.stages());
        Downsampling fitted = Downsampling.uniform(goal, goal.window(goal.most()), 3, 5, edge -> edge % 7 == 0);
        assertEquals(List.of(140, 140, 28), fitted.window());
    }

    @Test
    void tinyImagesAreFilledUpToWhatAStageTakes() {
        Downsampling found = whole(List.of(1.0, 1.0, 1.0), List.of(3, 5, 4));
        assertEquals(3, found.stages());
        assertTrue(found.coarsest().stream().allMatch(edge -> edge > 1), found::toString);
    }
}
