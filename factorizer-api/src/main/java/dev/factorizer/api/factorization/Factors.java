package dev.factorizer.api.factorization;

import dev.factorizer.api.tensor.Tensor;
import java.util.Objects;

/**
 * What a factorization found: X ≈ U Vᵀ.
 *
 * @param matrices X (…, M, N)
 * @param u U (…, M, R)
 * @param v V (…, N, R)
 */
public record Factors(Tensor matrices, Tensor u, Tensor v) {
    /** {@return R, the number of components} */
    public int rank() {
        return u.shape().size(-1);
    }

    /** {@return U Vᵀ (…, M, N)} */
    public Tensor product() {
        return product(0, rank());
    }

    /**
     * {@return u_r v_rᵀ (…, M, N): a component's part of the product}
     *
     * @param component r, from 0
     */
    public Tensor component(int component) {
        return product(Objects.checkIndex(component, rank()), component + 1);
    }

    private Tensor product(int from, int to) {
        float[] us = u.toFloats();
        float[] vs = v.toFloats();
        int rows = u.shape().size(-2);
        int columns = v.shape().size(-2);
        int rank = rank();
        float[] product = new float[Math.toIntExact(matrices.shape().elements())];
        for (int i = 0; i < product.length; i++) {
            int row = i / columns;
            int matrix = row / rows;
            double sum = 0;
            for (int r = from; r < to; r++) {
                sum += (double) us[row * rank + r] * vs[(matrix * columns + i % columns) * rank + r];
            }
            product[i] = (float) sum;
        }
        return Tensor.of(matrices.shape(), product);
    }

    /** {@return ‖X − U Vᵀ‖ / ‖X‖ over all matrices (Frobenius norms)} */
    public double relativeError() {
        return relativeError(matrices.toDoubles(), product().toDoubles());
    }

    static double relativeError(double[] x, double[] y) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < x.length; i++) {
            difference += (x[i] - y[i]) * (x[i] - y[i]);
            norm += x[i] * x[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    /** {@return for each r, ‖u_r v_rᵀ‖² summed over the matrices, over the sum for all r} */
    public double[] componentShares() {
        int rank = rank();
        double[] us = squaredNorms(u.toDoubles(), u.shape().size(-2), rank);
        double[] vs = squaredNorms(v.toDoubles(), v.shape().size(-2), rank);
        double[] shares = new double[rank];
        double total = 0;
        for (int i = 0; i < us.length; i++) {
            shares[i % rank] += us[i] * vs[i];
            total += us[i] * vs[i];
        }
        for (int r = 0; r < rank && total > 0; r++) {
            shares[r] /= total;
        }
        return shares;
    }

    /** Of each column of each matrix. */
    private static double[] squaredNorms(double[] factor, int rows, int rank) {
        double[] norms = new double[factor.length / rows];
        for (int i = 0; i < factor.length; i++) {
            norms[i / (rows * rank) * rank + i % rank] += factor[i] * factor[i];
        }
        return norms;
    }
}
