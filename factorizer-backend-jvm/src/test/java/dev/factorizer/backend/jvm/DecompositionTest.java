package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factors;
import dev.factorizer.api.factorization.ImageFactors;
import dev.factorizer.api.factorization.Initialization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A factorization that is used alone: of matrices, and of images. */
class DecompositionTest extends JvmTest {
    private static final Factorization NMF = Factorization.of(Solver.HALS).withRank(2).withIterations(60);

    /** Two channels' worth of sources in four channels: rank 2, nowhere negative. */
    private static float[] mixed(int voxels) {
        double[][] shares = {{1, 0}, {0.25, 1}, {0.5, 0.5}, {0, 2}};
        float[] image = new float[4 * voxels];
        for (int i = 0; i < voxels; i++) {
            double ramp = (double) i / voxels;
            double wave = 1 + Math.sin(0.7 * i);
            for (int channel = 0; channel < 4; channel++) {
                image[channel * voxels + i] = (float) (shares[channel][0] * ramp + shares[channel][1] * wave);
            }
        }
        return image;
    }

    @Test
    void matricesOfRankTwoAreFoundAgain() {
        Tensor matrices = Tensor.of(mixed(30), 2, 2, 30);
        Factors found = NMF.withIterations(300).decompose(matrices, backend());
        assertEquals(Shape.of(2, 2, 2), found.u().shape());
        assertEquals(Shape.of(2, 30, 2), found.v().shape());
        assertTrue(found.relativeError() < 1e-3, () -> "error " + found.relativeError());
        for (float value : found.u().toFloats()) {
            assertTrue(value >= 0, () -> "a factor holds " + value);
        }
        assertArrayEquals(matrices.toFloats(), found.product().toFloats(), 1e-2f);
    }

    @Test
    void doublePrecisionIsRounded() {
        double[] wide = new double[120];
        float[] narrow = mixed(30);
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        assertArrayEquals(NMF.decompose(Tensor.of(narrow, 4, 30), backend()).u().toFloats(),
                NMF.decompose(Tensor.of(Shape.of(4, 30), wide), backend()).u().toFloats());
    }

    @Test
    void errorSharesAndComponentsAreThoseOfTheFormula() {
        // X = [[3, 1], [4, 2]], U = [[1, 0], [1, 1]], V = [[3, 0], [1, 2]]: U Vᵀ = [[3, 1], [3, 3]].
        Factors factors = new Factors(Tensor.of(new float[] {3, 1, 4, 2}, 2, 2), Tensor.of(new float[] {1, 0, 1, 1}, 2, 2),
                Tensor.of(new float[] {3, 0, 1, 2}, 2, 2));
        assertArrayEquals(new float[] {3, 1, 3, 3}, factors.product().toFloats());
        assertArrayEquals(new float[] {3, 1, 3, 1}, factors.component(0).toFloats());
        assertArrayEquals(new float[] {0, 0, 0, 2}, factors.component(1).toFloats());
        assertEquals(Math.sqrt(2.0 / 30), factors.relativeError(), 1e-12);
        assertArrayEquals(new double[] {20.0 / 24, 4.0 / 24}, factors.componentShares(), 1e-12);
        assertThrows(IndexOutOfBoundsException.class, () -> factors.component(2));
    }

    @Test
    void nothingHasNoSharesAndItsErrorIsThatOfTheProduct() {
        Tensor one = Tensor.of(new float[] {1}, 1, 1);
        Tensor zero = Tensor.of(new float[] {0}, 1, 1);
        assertArrayEquals(new double[] {0}, new Factors(zero, zero, one).componentShares());
        assertEquals(0, new Factors(zero, zero, one).relativeError());
        assertEquals(1, new Factors(zero, one, one).relativeError());
    }

    @ParameterizedTest
    @EnumSource(Initialization.class)
    void theSeedDecidesWhatIsDrawn(Initialization initialization) {
        Factorization once = NMF.withIterations(1).withInitialization(initialization);
        Tensor matrices = Tensor.of(mixed(30), 4, 30);
        float[] seventh = once.decompose(matrices, 7, backend()).v().toFloats();
        assertArrayEquals(seventh, once.decompose(matrices, 7, backend()).v().toFloats());
        assertArrayEquals(once.decompose(matrices, 0, backend()).v().toFloats(), once.decompose(matrices, backend()).v().toFloats());
        assertEquals(!initialization.drawn(), Arrays.equals(seventh, once.decompose(matrices, 8, backend()).v().toFloats()));
    }

    @Test
    void whatIsDrawnIsWhatParametersWouldStartFrom() {
        Factors start = NMF.withIterations(0).withInitialization(Initialization.NORMAL_UNIFORM)
                .decompose(Tensor.of(mixed(30), 4, 30), 5, backend());
        assertArrayEquals(Initialization.NORMAL_UNIFORM.ofU().draw(5, "u0", Shape.of(4, 2)), start.u().toFloats());
        assertArrayEquals(Initialization.NORMAL_UNIFORM.ofV().draw(5, "v0", Shape.of(30, 2)), start.v().toFloats());
        assertEquals("initialization svd is computed from each matrix, not drawn",
                assertThrows(IllegalStateException.class, Initialization.SVD::ofU).getMessage());
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            float[] values = mixed(30);
            values[7] = odd;
            assertEquals("factorization: value 7 of the matrices 4×30 is " + odd + ", expected finite numbers; replace it first",
                    assertThrows(IllegalArgumentException.class, () -> NMF.decompose(Tensor.of(values, 4, 30), backend()))
                            .getMessage());
        }
    }

    @Test
    void componentsOfAnImageAreImagesThatAddUpToItsReconstruction() {
        Tensor image = Tensor.of(mixed(4 * 3 * 5), 1, 4, 4, 3, 5);
        try (Backend reference = new ReferenceBackend()) {
            for (Backend backend : List.of(backend(), reference)) {
                ImageFactors found = NMF.decompose(image, Matricization.whole(image.shape().spatial()), 3, backend);
                assertEquals(2, found.rank());
                assertEquals(Shape.of(1, 1, 4, 60), found.factors().matrices().shape());
                assertTrue(found.relativeError() < 1e-3, () -> "error " + found.relativeError());
                assertEquals(found.factors().relativeError(), found.relativeError(), 1e-6);
                assertEquals(1, Arrays.stream(found.componentShares()).sum(), 1e-9);
                assertArrayEquals(found.reconstruction().toFloats(), sum(found.component(0), found.component(1)), 1e-5f);
                assertEquals(Shape.of(1, 1, 4, 3, 5), found.map(0).shape());
                double[] u = found.factors().u().toDoubles();
                double[] map = found.map(1).toDoubles();
                double[] component = found.component(1).toDoubles();
                for (int i = 0; i < component.length; i++) {
                    assertEquals(u[i / 60 * 2 + 1] * map[i % 60], component[i], 1e-5);
                }
                assertEquals("image factors of 1×4×4×3×5 as 1×1×4×60, rank 2", found.toString());
            }
        }
    }

    @Test
    void imagesOfShiftedWindowsAreMeansOfTheShifts() {
        Random random = new Random(4);
        float[] values = new float[2 * 4 * 4 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        Tensor image = Tensor.of(values, 2, 4, 4, 6);
        Matricization layout = Matricization.ofPatch(Shape.of(4, 6), 2, List.of(2, 3), List.of(List.of(0, 0), List.of(1, 2)));
        ImageFactors found = NMF.decompose(image, layout, backend());
        assertEquals(layout.matrices(image.shape()), found.factors().matrices().shape());
        // Two rows need no more than two components: each window is found again, and so is their mean.
        assertArrayEquals(values, found.reconstruction().toFloats(), 1e-3f);
        assertArrayEquals(found.reconstruction().toFloats(), sum(found.component(0), found.component(1)), 1e-5f);
        assertEquals(Shape.of(2, 2, 4, 6), found.map(1).shape());
        assertFalse(Arrays.equals(found.map(0).toFloats(), found.map(1).toFloats()));
        assertThrows(IndexOutOfBoundsException.class, () -> found.map(2));
    }

    private static float[] sum(Tensor a, Tensor b) {
        float[] sum = a.toFloats();
        float[] more = b.toFloats();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
        return sum;
    }
}
