package com.example.operation;

import dev.factorizer.contract.OperationCase;
import dev.factorizer.contract.OperationContract;
import java.util.stream.Stream;

/** Inherits the tests of an operation: shapes, gradients against differences, bits, memory. */
class TverskyIndexTest extends OperationContract {
    @Override
    protected Stream<OperationCase> operations() {
        return Stream.of(
                OperationCase.of("tverskyIndex", (random, m, n, k) -> OperationCase.apply(new TverskyIndex(0.3, 0.7),
                        random.positive(m, n, k), random.positive(m, n, k))),
                OperationCase.of("tverskyIndex of a mask", (random, m, n, k) -> OperationCase.apply(new TverskyIndex(1, 1),
                        random.positive(m, n, k, 2), random.mask(m, n, k, 2)).constants(1)).inEveryCheck());
    }
}
