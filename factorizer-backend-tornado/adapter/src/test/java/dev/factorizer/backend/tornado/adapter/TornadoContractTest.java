package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.backend.tornado.TornadoBackendProvider;
import dev.factorizer.contract.BackendContract;

/** The contract of every backend, held against the best device of TornadoVM. */
class TornadoContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new TornadoBackendProvider();
    }
}
