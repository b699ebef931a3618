package dev.factorizer.backend.tornado;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.BackendContract;

/** The contract of every backend, held against this one's plans and kernels on the Java virtual machine. */
class KernelsContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new HostProvider();
    }
}
