package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.BackendContract;

/** The contract of every backend, held against this one. */
class DjlBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new DjlBackendProvider();
    }
}
