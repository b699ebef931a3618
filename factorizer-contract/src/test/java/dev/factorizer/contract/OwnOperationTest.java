package dev.factorizer.contract;

import java.util.stream.Stream;

/** The contract is open: your own operations go through the same tests as those of the API. */
class OwnOperationTest extends OperationContract {
    @Override
    protected Stream<OperationCase> operations() {
        return Stream.of(OperationCase.elementwise(new Cube(3)).inEveryCheck());
    }
}
