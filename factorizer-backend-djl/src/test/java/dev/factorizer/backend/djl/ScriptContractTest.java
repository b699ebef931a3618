package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.BackendContract;

/** The contract of every backend, held against what runs on a GPU: no kernel in Java, all of it TorchScript. */
class ScriptContractTest extends BackendContract {
    @Override
    protected BackendProvider provider() {
        return new ScriptsOnly();
    }
}
