package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.tensor.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallMatrixTest extends JvmTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,1", "8,8", "13,2"})
    void solutionsFulfilTheSystem(int n, int columns) {
        Random random = new Random(n);
        Grid a = Grid.random(random, 3, n, n);
        Grid z = Grid.random(random, 3, n, columns);
        Grid b = Grid.of(z.sizes(), index -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a.at(index[0], index[1], i) * z.at(index[0], i, index[2]);
            }
            return sum;
        });
        Grid found = Grid.of(run("solve", v -> v.get(0).apply(new Solve(), v.get(1)), a.tensor(), b.tensor()));
        for (int i = 0; i < b.values().length; i++) {
            // The right-hand side is rounded to float, so the residual is what must be small.
            int matrix = i / (n * columns);
            int row = i / columns % n;
            double sum = 0;
            double size = 1;
            for (int k = 0; k < n; k++) {
                double term = a.at(matrix, row, k) * found.at(matrix, k, i % columns);
                sum += term;
                size += Math.abs(term);
            }
            assertEquals(b.values()[i], sum, 1e-6 * size, "n " + n + ", element " + i);
        }
    }

    @Test
    void aSystemThatNeedsPivotsIsSolved() {
        Tensor z = run("pivot", v -> v.get(0).apply(new Solve(), v.get(1)), Tensor.of(new float[] {0, 2, 3, 0}, 2, 2),
                Tensor.of(new float[] {4, 9}, 2, 1));
        assertEquals(3f, z.toFloats()[0]);
        assertEquals(2f, z.toFloats()[1]);
    }

    @Test
    void aSingularSystemIsAnErrorByName() {
        BackendException failure = assertThrows(BackendException.class, () -> run("solve",
                v -> v.get(0).trace().at("encoder.fact", () -> v.get(0).apply(new Solve(), v.get(1))),
                Tensor.of(new float[] {1, 0, 0, 1, 1, 2, 2, 4}, 2, 2, 2), Tensor.of(new float[4], 2, 2, 1)));
        assertEquals("solve failed (at encoder.fact): system 1 is singular, expected a matrix of full rank",
                failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "4,7,3", "7,4,4", "8,64,8", "64,8,2", "13,13,13", "1,9,1", "9,1,1"})
    void singularVectorsRebuildTheMatrix(int rows, int columns, int rank) {
        Random random = new Random(rows);
        Grid x = Grid.random(random, 2, rows, columns);
        List<Tensor> parts = runAll("svd", v -> v.getFirst().applyAll(new SingularVectors(rank)), x.tensor());
        Grid u = Grid.of(parts.get(0));
        Grid s = Grid.of(parts.get(1));
        Grid v = Grid.of(parts.get(2));
        for (int matrix = 0; matrix < 2; matrix++) {
            double rest = 0;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double y = 0;
                    for (int r = 0; r < rank; r++) {
                        y += u.at(matrix, i, r) * s.at(matrix, r) * v.at(matrix, j, r);
                    }
                    rest += Math.pow(x.at(matrix, i, j) - y, 2);
                }
            }
            double norm = 0;
            for (int i = 0; i < rows * columns; i++) {
                norm += Math.pow(x.values()[matrix * rows * columns + i], 2);
            }
            double captured = 0;
            for (int r = 0; r < rank; r++) {
                captured += Math.pow(s.at(matrix, r), 2);
                assertTrue(r == 0 || s.at(matrix, r) <= s.at(matrix, r - 1), "descending");
                checkColumn(u, matrix, r, rows, true);
                checkColumn(v, matrix, r, columns, false);
            }
            // Eckart and Young: what the leading part misses is exactly the rest of the squared norm.
            assertEquals(norm - captured, rest, 1e-5 * norm, "matrix " + matrix);
            assertTrue(rank < Math.min(rows, columns) || rest < 1e-9 * norm, "full rank rebuilds");
        }
    }

    private static void checkColumn(Grid vectors, int matrix, int r, int length, boolean signed) {
        double norm = 0;
        double largest = 0;
        for (int i = 0; i < length; i++) {
            double value = vectors.at(matrix, i, r);
            norm += value * value;
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        assertEquals(1, norm, 1e-6, "length of vector " + r);
        assertTrue(!signed || largest > 0, "sign of vector " + r);
    }

    @Test
    void aMatrixOfRankOneHasOneValue() {
        Grid x = Grid.of(new int[] {5, 6}, index -> (index[0] + 1) * (index[1] - 2.5));
        List<Tensor> parts = runAll("svd", v -> v.getFirst().applyAll(new SingularVectors(3)), x.tensor());
        double[] values = parts.get(1).toDoubles();
        assertEquals(Math.sqrt(55 * 17.5), values[0], 1e-4);
        assertEquals(0, values[1], 1e-5);
        for (Tensor part : parts) {
            for (double value : part.toDoubles()) {
                assertTrue(Double.isFinite(value));
            }
        }
    }
}
