package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.product;

import dev.factorizer.api.operations.LogSoftmax;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.operations.Softmax;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.List;

/** Matrix products, small systems, and functions of whole rows. */
final class MatrixCases {
    private MatrixCases() { }

    static List<OperationCase> list() {
        return List.of(
                product("matmul", (d, m, n, k) -> apply(new MatrixMultiply(false, false), d.normal(m, k), d.normal(k, n))),
                product("matmul wide", (d, m, n, k) -> apply(new MatrixMultiply(false, false), d.normal(m, n), d.normal(n, k))),
                product("matmul of batches", (d, m, n, k) -> apply(new MatrixMultiply(false, false), d.normal(3, m, n),
                        d.normal(3, n, k))),
                product("matmul Aᵀ B", (d, m, n, k) -> apply(new MatrixMultiply(true, false), d.normal(2, k, m), d.normal(2, k, n))),
                product("matmul A Bᵀ", (d, m, n, k) -> apply(new MatrixMultiply(false, true), d.normal(2, m, k), d.normal(2, n, k))),
                product("matmul Aᵀ Bᵀ", (d, m, n, k) -> apply(new MatrixMultiply(true, true), d.normal(k, m), d.normal(n, k))),
                product("matmul broadcast", (d, m, n, k) -> apply(new MatrixMultiply(false, false), d.normal(2, 1, m, n),
                        d.normal(3, n, k))),
                product("matmul square", (d, m, n, k) -> apply(new MatrixMultiply(false, false), d.normal(17 * m, 33),
                        d.normal(33, 16 * n))),
                product("matmul exact", (d, m, n, k) -> apply(new MatrixMultiply(false, true, true), d.normal(2, m, k), d.normal(2, n, k))),
                of("solve", (d, m, n, k) -> apply(new Solve(), d.regular(m, n), d.normal(m, n, k))).slack(4),
                of("solve larger", (d, m, n, k) -> apply(new Solve(), d.regular(1, n + 9), d.normal(1, n + 9, m))).slack(4),
                of("singularVectors tall", (d, m, n, k) -> apply(new SingularVectors(m), d.normal(2, k + 8 + m, m)))
                        .gradients(Gradients.REFUSED).slack(50),
                of("singularVectors wide", (d, m, n, k) -> apply(new SingularVectors(1), d.normal(m, n, k)))
                        .gradients(Gradients.REFUSED).slack(50),
                of("softmax middle", (d, m, n, k) -> apply(new Softmax(1), d.normal(m, k, n))),
                of("softmax last", (d, m, n, k) -> apply(new Softmax(2), d.normal(m, n, k))),
                of("logSoftmax middle", (d, m, n, k) -> apply(new LogSoftmax(1), d.normal(m, k, n))),
                of("logSoftmax last", (d, m, n, k) -> apply(new LogSoftmax(2), d.normal(m, n, k))));
    }
}
