package dev.factorizer.tck.contract;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.tck.reference.ReferenceBackendProvider;

class ReferenceBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new ReferenceBackendProvider();
    }
}
