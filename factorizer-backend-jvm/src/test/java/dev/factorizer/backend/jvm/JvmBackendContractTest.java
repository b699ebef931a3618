package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.BackendContract;

/** The contract of every backend, held against this one. */
class JvmBackendContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new JvmBackendProvider();
    }
}
