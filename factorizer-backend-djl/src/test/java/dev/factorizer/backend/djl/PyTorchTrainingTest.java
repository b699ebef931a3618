package dev.factorizer.backend.djl;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.contract.TrainingContract;
import java.util.Set;
import java.util.function.Predicate;

/** Two networks learn and predict as in Python's PyTorch: the Factorizer and one of convolutions. */
class PyTorchTrainingTest extends TrainingContract {
    @Override
    protected BackendProvider provider() {
        return new DjlBackendProvider();
    }

    @Override
    protected Predicate<String> networks() {
        return Set.of("factorizer", "dynUNet-residual")::contains;
    }
}
