package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.kernels.products.Gemm;
import dev.factorizer.backend.jvm.threads.Scratch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * Any chain of solvers and any small rank on one matrix in cache. Factors lie as R rows, U as Uᵀ and V as Vᵀ, so that each rule works on
 * whole vectors of both. For the gradient every half step keeps its factor, a and b; the gradient of X is the sum of the outer products
 * of all half steps, written in one pass.
 */
final class AlternatingUpdates implements MatrixFactorization {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
    /** The largest rank: beyond, the rules, which take as many steps for each number, are no longer little beside the products. */
    private static final int LARGEST_RANK = 16;
    /** Floats of working memory of one thread, at most. */
    private static final long LARGEST = 1 << 20;

    private final MatrixLayout matrix;
    private final int rank;
    private final int leftWidth;
    private final int[] matrixRows;
    private final int[] leftRows;
    private final int[] rightRows;
    private final List<HalfStep> steps = new ArrayList<>();
    private final int startU;
    private final int startV;
    private final int lastU;
    private final int lastV;
    private int dU;
    private int dV;
    /** Rows whose outer products make the gradient of X: those of the columns, and where the weights of the rows are. */
    private int[] outerRows = new int[0];
    private int[] outerWeights = new int[0];
    private final int packed;
    private int length;

    /**
     * The updates of matrices of one size.
     *
     * @param matrix the size
     * @param settings solvers, rank, iterations
     * @param differentiated whether every half step is kept
     */
    AlternatingUpdates(MatrixLayout matrix, Factorization settings, boolean differentiated) {
        this.matrix = matrix;
        rank = settings.rank().of(matrix.rows(), matrix.columns());
        leftWidth = Math.ceilDiv(matrix.rows(), LANES) * LANES;
        matrixRows = Gemm.rowOffsets(matrix.rows(), matrix.stride());
        leftRows = Gemm.rowOffsets(rank, leftWidth);
        rightRows = Gemm.rowOffsets(rank, matrix.width());
        startU = take(leftWidth);
        startV = take(matrix.width());
        int first = take(Math.max(leftWidth, matrix.width()));
        int second = take(Math.max(leftWidth, matrix.width()));
        int leftA = take(leftWidth);
        int rightA = take(matrix.width());
        int b = take(rank);
        int u = startU;
        int v = startV;
        int firstDifferentiated = differentiated ? Math.max(0, settings.iterations() - settings.gradientSteps()) : Integer.MAX_VALUE;
        for (int t = 0; t < settings.iterations(); t++) {
            boolean kept = t >= firstDifferentiated;
            for (SolverStep step : settings.solvers()) {
                FactorRule rule = FactorRule.of(step.solver());
                if (step.half() != SolverStep.Half.ONLY_V) {
                    FactorPlaces places = new FactorPlaces(rank, leftWidth, leftRows, u, kept ? take(leftWidth) : u,
                            kept ? take(leftWidth) : leftA, kept ? take(rank) : b, first, second);
                    steps.add(new HalfStep(rule, true, places, v, kept ? take(leftWidth) : -1));
                    u = places.factor();
                }
                if (step.half() != SolverStep.Half.ONLY_U) {
                    FactorPlaces places = new FactorPlaces(rank, matrix.width(), rightRows, v, kept ? take(matrix.width()) : v,
                            kept ? take(matrix.width()) : rightA, kept ? take(rank) : b, first, second);
                    steps.add(new HalfStep(rule, false, places, u, kept ? take(matrix.width()) : -1));
                    v = places.factor();
                }
            }
        }
        lastU = u;
        lastV = v;
        if (differentiated) {
            dU = take(leftWidth);
            dV = take(matrix.width());
            outerProducts();
        }
        packed = length;
        length += RowCombination.ROWS * Math.max(outerRows.length, Math.max(rank, matrix.rows()));
    }

    /** Takes R rows. */
    private int take(int width) {
        int at = length;
        length = Math.addExact(length, Math.ceilDiv(Math.multiplyExact(rank, width), LANES) * LANES);
        return at;
    }

    private void outerProducts() {
        List<HalfStep> kept = steps.stream().filter(HalfStep::differentiated).toList();
        outerRows = new int[kept.size() * rank];
        outerWeights = new int[kept.size() * rank];
        for (int i = 0; i < outerRows.length; i++) {
            HalfStep step = kept.get(i / rank);
            int r = i % rank;
            outerRows[i] = (step.left() ? step.other() : step.da()) + rightRows[r];
            outerWeights[i] = (step.left() ? step.da() : step.other()) + leftRows[r];
        }
    }

    /**
     * Whether matrices are factorized in this way.
     *
     * @param settings how they are to be
     * @param matrices their shape (…, M, N)
     * @return true for drawn start values, a small rank, and iterates that fit the cache
     */
    static boolean accepts(Factorization settings, Shape matrices) {
        int rows = matrices.size(-2);
        int columns = matrices.size(-1);
        if (!settings.initialization().drawn() || settings.rank().of(rows, columns) > LARGEST_RANK) {
            return false;
        }
        long halves = 2L * settings.iterations() * settings.solvers().size();
        return (halves + 1) * 3 * settings.rank().of(rows, columns) * Math.max(rows + LANES, columns + LANES) <= LARGEST;
    }

    @Override
    public MatrixLayout matrix() {
        return matrix;
    }

    @Override
    public FactorWork work(Scratch scratch) {
        return FactorWork.of(scratch, length, Math.max(matrix.rows(), rank) * rank, rank * rank);
    }

    @Override
    public void iterate(float[] x, int from, FactorStart start, FactorWork work) {
        float[] w = work.floats();
        turn(start.u(), matrix.rows(), w, startU, leftRows, leftWidth);
        turn(start.v(), matrix.columns(), w, startV, rightRows, matrix.width());
        for (HalfStep step : steps) {
            FactorPlaces at = step.places();
            if (at.factor() != at.old()) {
                System.arraycopy(w, at.old(), w, at.factor(), rank * at.width());
            }
            if (step.left()) {
                timesV(x, from, step.other(), work, at.a(), false);
            } else {
                transposedTimesU(x, from, step.other(), work, at.a(), false);
            }
            columnProducts(step, work);
            step.rule().update(work, at);
            clearBeyond(w, at.factor(), step.left());
        }
    }

    /** A factor (length, R) as R rows, zero beyond its length. */
    private void turn(float[] factor, int size, float[] w, int at, int[] rows, int width) {
        for (int r = 0; r < rank; r++) {
            for (int i = 0; i < size; i++) {
                w[at + rows[r] + i] = factor[i * rank + r];
            }
            Arrays.fill(w, at + rows[r] + size, at + rows[r] + width, 0);
        }
    }

    private void clearBeyond(float[] w, int at, boolean left) {
        int size = left ? matrix.rows() : matrix.columns();
        int width = left ? leftWidth : matrix.width();
        for (int r = 0; r < rank; r++) {
            Arrays.fill(w, at + r * width + size, at + (r + 1) * width, 0);
        }
    }

    /** Rows of (X V)ᵀ, from rows of V. */
    private void timesV(float[] x, int from, int v, FactorWork work, int to, boolean add) {
        work.multiply(x, from, matrixRows, matrix.rows(), v, rightRows, rank, matrix.width());
        float[] w = work.floats();
        for (int r = 0; r < rank; r++) {
            for (int i = 0; i < matrix.rows(); i++) {
                float product = (float) work.sums()[i * rank + r];
                w[to + leftRows[r] + i] = add ? w[to + leftRows[r] + i] + product : product;
            }
        }
        clearBeyond(w, to, true);
    }

    /** Rows of (Xᵀ U)ᵀ, from rows of U. */
    private void transposedTimesU(float[] x, int from, int u, FactorWork work, int to, boolean add) {
        float[] w = work.floats();
        for (int r = 0; r < rank; r += RowCombination.ROWS) {
            int count = Math.min(RowCombination.ROWS, rank - r);
            for (int i = 0; i < matrix.rows(); i++) {
                for (int k = 0; k < RowCombination.ROWS; k++) {
                    w[packed + i * RowCombination.ROWS + k] = w[u + leftRows[r + Math.min(k, count - 1)] + i];
                }
            }
            RowCombination.apply(w, packed, x, from, matrixRows, matrix.rows(), matrix.width(), w, to + rightRows[r], matrix.width(), count,
                    add);
        }
    }

    /** b = FᵀF of the other factor. */
    private void columnProducts(HalfStep step, FactorWork work) {
        int[] rows = step.left() ? rightRows : leftRows;
        work.multiply(work.floats(), step.other(), rows, rank, step.other(), rows, rank, step.left() ? matrix.width() : leftWidth);
        for (int i = 0; i < rank * rank; i++) {
            work.floats()[step.places().b() + i] = (float) work.sums()[i];
        }
    }

    @Override
    public void reconstruct(FactorWork work, float scale, float[] y, int from) {
        float[] w = work.floats();
        for (int i = 0; i < matrix.rows(); i += RowCombination.ROWS) {
            int count = Math.min(RowCombination.ROWS, matrix.rows() - i);
            for (int r = 0; r < rank; r++) {
                for (int k = 0; k < RowCombination.ROWS; k++) {
                    w[packed + r * RowCombination.ROWS + k] = scale * w[lastU + leftRows[r] + i + Math.min(k, count - 1)];
                }
            }
            RowCombination.apply(w, packed, w, lastV, rightRows, rank, matrix.width(), y, from + i * matrix.stride(), matrix.stride(), count,
                    false);
        }
    }

    @Override
    public void pullBack(float[] x, float[] g, int from, FactorWork work, float[] dx) {
        float[] w = work.floats();
        timesV(g, from, lastV, work, dU, false);
        transposedTimesU(g, from, lastU, work, dV, false);
        for (HalfStep step : steps.reversed()) {
            if (!step.differentiated()) {
                break;
            }
            step.rule().pullBack(work, step.places(), step.left() ? dU : dV, step.da());
            if (step.left()) {
                transposedTimesU(x, from, step.da(), work, dV, true);
                addCoupled(work, step.other(), rightRows, matrix.width(), dV);
            } else {
                timesV(x, from, step.da(), work, dU, true);
                addCoupled(work, step.other(), leftRows, leftWidth, dU);
            }
        }
        for (int i = 0; i < matrix.rows(); i += RowCombination.ROWS) {
            int count = Math.min(RowCombination.ROWS, matrix.rows() - i);
            for (int k = 0; k < outerRows.length; k++) {
                for (int r = 0; r < RowCombination.ROWS; r++) {
                    w[packed + k * RowCombination.ROWS + r] = w[outerWeights[k] + i + Math.min(r, count - 1)];
                }
            }
            RowCombination.apply(w, packed, w, 0, outerRows, outerRows.length, matrix.width(), dx, from + i * matrix.stride(),
                    matrix.stride(), count, false);
        }
    }

    /** The other factor's part through b = FᵀF: dF += F (db + dbᵀ). */
    private void addCoupled(FactorWork work, int factor, int[] rows, int width, int to) {
        float[] w = work.floats();
        double[] db = work.coupling();
        for (int s = 0; s < rank; s += RowCombination.ROWS) {
            int count = Math.min(RowCombination.ROWS, rank - s);
            for (int r = 0; r < rank; r++) {
                for (int k = 0; k < RowCombination.ROWS; k++) {
                    int column = s + Math.min(k, count - 1);
                    w[packed + r * RowCombination.ROWS + k] = (float) (db[column * rank + r] + db[r * rank + column]);
                }
            }
            RowCombination.apply(w, packed, w, factor, rows, rank, width, w, to + rows[s], width, count, true);
        }
    }
}
