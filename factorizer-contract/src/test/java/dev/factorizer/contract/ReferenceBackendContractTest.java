package dev.factorizer.contract;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.reference.ReferenceBackendProvider;

class ReferenceBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new ReferenceBackendProvider();
    }
}
