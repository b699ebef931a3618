package dev.factorizer.contract;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.reference.ReferenceBackendProvider;
import java.util.stream.Stream;

/** The contract is open: operations of one's own go through the same tests as those of the API. */
class OwnOperationTest extends OperationContract {
    @Override
    protected BackendProvider provider() {
        return new ReferenceBackendProvider();
    }

    @Override
    protected Stream<OperationCase> operations() {
        return Stream.of(OperationCase.elementwise(new Cube(3)).inEveryCheck());
    }
}
