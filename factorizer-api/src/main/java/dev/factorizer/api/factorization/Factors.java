package dev.factorizer.api.factorization;

import dev.factorizer.api.tensor.Tensor;

/**
 * What a factorization found: X ≈ U Vᵀ.
 *
 * @param matrices X (…, M, N)
 * @param u U (…, M, R)
 * @param v V (…, N, R)
 */
public record Factors(Tensor matrices, Tensor u, Tensor v) {
    /**
     * How far U Vᵀ is from X.
     *
     * @return ‖X − U Vᵀ‖ / ‖X‖ over all matrices (Frobenius norms)
     */
    public double relativeError() {
        double[] x = matrices.toDoubles();
        double[] us = u.toDoubles();
        double[] vs = v.toDoubles();
        int rows = u.shape().size(-2);
        int columns = v.shape().size(-2);
        int rank = u.shape().size(-1);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < x.length; i++) {
            int matrix = i / (rows * columns);
            int row = i / columns % rows;
            int column = i % columns;
            double y = 0;
            for (int r = 0; r < rank; r++) {
                y += us[(matrix * rows + row) * rank + r] * vs[(matrix * columns + column) * rank + r];
            }
            difference += (x[i] - y) * (x[i] - y);
            norm += x[i] * x[i];
        }
        return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
    }

    /**
     * The share of each component in the reconstruction.
     *
     * @return for each r, ‖u_r v_rᵀ‖² summed over the matrices, over the sum for all r
     */
    public double[] componentShares() {
        int rank = u.shape().size(-1);
        double[] us = columnNorms(u.toDoubles(), u.shape().size(-2), rank);
        double[] vs = columnNorms(v.toDoubles(), v.shape().size(-2), rank);
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

    private static double[] columnNorms(double[] factor, int rows, int rank) {
        double[] norms = new double[factor.length / rows];
        for (int i = 0; i < factor.length; i++) {
            norms[i / (rows * rank) * rank + i % rank] += factor[i] * factor[i];
        }
        return norms;
    }
}
