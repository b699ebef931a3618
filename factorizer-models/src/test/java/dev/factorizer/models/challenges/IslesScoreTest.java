package dev.factorizer.models.challenges;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IslesScoreTest {
    private static IslesScore score(String prediction, String target) {
        return IslesScore.of(new int[] {1, 1, target.length()}, 500, voxel -> prediction.charAt(voxel) == 'x',
                voxel -> target.charAt(voxel) == 'x');
    }

    @Test
    void lesionsOfAnySizeCountTheSame() {
        // Two lesions, one of them found; three predicted, two of them in the same lesion and one false.
        assertEquals(new IslesScore(2.0 * 2 / (4 + 4), 0, 1, 1 / (1 + (1 + 1) / 2.0)), score("x.x....xx.", "xxx..x...."));
    }

    @Test
    void volumesAreInMilliliters() {
        assertEquals(new IslesScore(2.0 / 4, 1, 0, 1), score("xxx", "x.."));
    }

    @Test
    void nothingToFindAndNothingFoundIsRight() {
        assertEquals(new IslesScore(1, 0, 0, 1), score("...", "..."));
        assertEquals(new IslesScore(0, 0.5, 1, 0), score("..x", "..."));
        assertEquals(new IslesScore(0, 0.5, 1, 0), score("...", ".x."));
    }
}
