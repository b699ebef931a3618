package dev.factorizer.backend.jvm.kernels.factorization;

import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.factorization.SolverStep;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.jvm.kernels.vectors.LaneSums;
import dev.factorizer.backend.jvm.threads.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Hierarchical alternating least squares of rank 1 on one matrix in cache.
 *
 * <p>Iteration t: b = v·v + ε, u = relu((X v + ε)/b); c = u·u + ε, v' = relu((Xᵀu + ε)/c). All iterates are kept, so
 * that {@link HalsGradient}, which recomputes them from X, needs nothing saved.
 */
final class HalsRankOne implements MatrixFactorization {
    static final float EPSILON = 1e-16f;
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final MatrixLayout matrix;
    private final int iterations;
    private final HalsVectors at;
    private final MatrixVectorProducts products;
    private final HalsEightRows eightRows;
    private final HalsGradient gradient;

    /**
     * The iterations for matrices of one size.
     *
     * @param matrix the size
     * @param settings how often, and how much is differentiated
     */
    HalsRankOne(MatrixLayout matrix, Factorization settings) {
        this.matrix = matrix;
        this.iterations = settings.iterations();
        this.at = HalsVectors.of(matrix, iterations);
        this.products = new MatrixVectorProducts(matrix);
        this.eightRows = new HalsEightRows(matrix, at);
        this.gradient = new HalsGradient(this, settings.gradientSteps());
    }

    /**
     * Whether matrices are factorized in this way.
     *
     * @param settings how they are to be
     * @param matrices their shape (…, M, N)
     * @return true for rank 1, a solver that is the same at rank 1, and drawn start values
     */
    static boolean accepts(Factorization settings, Shape matrices) {
        return settings.solvers().size() == 1 && settings.solvers().getFirst().half() == SolverStep.Half.BOTH
                && (settings.solvers().getFirst().solver() == Solver.HALS
                        || settings.solvers().getFirst().solver() == Solver.NNCD)
                && settings.initialization().drawn() && settings.rank().of(matrices.size(-2), matrices.size(-1)) == 1;
    }

    @Override
    public MatrixLayout matrix() {
        return matrix;
    }

    int iterations() {
        return iterations;
    }

    HalsVectors vectors() {
        return at;
    }

    MatrixVectorProducts products() {
        return products;
    }

    @Override
    public FactorWork work(Scratch scratch) {
        return FactorWork.of(scratch, at.length(), 0, 0);
    }

    @Override
    public void iterate(float[] x, int from, FactorStart start, FactorWork arrays) {
        float[] work = arrays.floats();
        System.arraycopy(start.u(), 0, work, at.u(iterations), matrix.rows());
        System.arraycopy(start.v(), 0, work, at.v(0), matrix.columns());
        Arrays.fill(work, at.v(0) + matrix.columns(), at.v(1), 0);
        boolean fused = eightRows.fits() && iterations > 0;
        if (fused) {
            scaleU(work, 0, eightRows.start(x, from, work));
        }
        for (int t = 0; t < iterations; t++) {
            if (!fused) {
                products.multiply(x, from, work, at.v(t), at.u(t), at.lanes());
                scaleU(work, t, squaredV(work, t));
            }
            double c = EPSILON;
            for (int i = at.u(t); i < at.u(t + 1); i++) {
                c += (double) work[i] * work[i];
            }
            // One division for all columns; c is never below ε.
            work[at.inverseC(t)] = (float) (1 / c);
            if (fused && t + 1 < iterations) {
                scaleU(work, t + 1, eightRows.step(x, from, work, t));
            } else {
                updateV(x, from, work, t);
            }
        }
    }

    /** u(t) from p = X v, which lies there, and v·v. */
    private void scaleU(float[] work, int t, double squaredV) {
        float b = (float) (squaredV + EPSILON);
        work[at.b(t)] = b;
        for (int i = at.u(t); i < at.u(t + 1); i++) {
            float scaled = (work[i] + EPSILON) / b;
            // Written so that a NaN stays one.
            work[i] = scaled < 0 ? 0 : scaled;
        }
    }

    /** v·v of iteration t. */
    private double squaredV(float[] work, int t) {
        int width = matrix.width();
        int v = at.v(t);
        double total = 0;
        for (int chunk = 0; chunk < width; chunk += MatrixVectorProducts.CHUNK) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = chunk; j < Math.min(width, chunk + MatrixVectorProducts.CHUNK); j += LANES) {
                FloatVector value = FloatVector.fromArray(SPECIES, work, v + j);
                sum = value.fma(value, sum);
            }
            sum.intoArray(work, at.lanes());
            total += LaneSums.of(work, at.lanes());
        }
        return total;
    }

    /** v(t + 1) = relu((Xᵀu + ε)/c); columns beyond N stay zero. */
    private void updateV(float[] x, int from, float[] work, int t) {
        int v = at.v(t + 1);
        int end = v + matrix.width();
        float inverse = work[at.inverseC(t)];
        products.multiplyTransposed(x, from, work, at.u(t), v);
        for (int j = v; j < end; j += LANES) {
            FloatVector s = FloatVector.fromArray(SPECIES, work, j).add(EPSILON).mul(inverse);
            s.blend(0f, s.compare(VectorOperators.LT, 0f)).intoArray(work, j);
        }
        Arrays.fill(work, v + matrix.columns(), end, 0);
    }

    @Override
    public void reconstruct(FactorWork arrays, float scale, float[] y, int from) {
        float[] work = arrays.floats();
        int stride = matrix.stride();
        int width = matrix.width();
        // Without an iteration, the start lies where the last u would.
        int u = at.u(iterations == 0 ? 0 : iterations - 1);
        int v = at.v(iterations);
        for (int i = 0; i < matrix.rows(); i++) {
            float factor = scale * work[u + i];
            for (int j = 0; j < width; j += LANES) {
                FloatVector.fromArray(SPECIES, work, v + j).mul(factor).intoArray(y, from + i * stride + j);
            }
        }
    }

    @Override
    public void pullBack(float[] x, float[] g, int from, FactorWork work, float[] dx) {
        gradient.pullBack(x, g, from, work.floats(), dx);
    }
}
