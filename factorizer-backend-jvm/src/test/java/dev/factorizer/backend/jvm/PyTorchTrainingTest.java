package dev.factorizer.backend.jvm;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.TrainingContract;

/** All networks learn and predict as in PyTorch. */
class PyTorchTrainingTest extends TrainingContract {
    @Override
    protected BackendProvider provider() {
        return new JvmBackendProvider();
    }
}
