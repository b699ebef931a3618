package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.training.Trainer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What a backend must do with whole networks: train them as PyTorch does, and compute what PyTorch computes with an imported state
 * dict. {@code training_steps.py}, among this module's resources, made the values and says how.
 */
public abstract class TrainingContract {
    /** Of a loss, which is about 1; in part PyTorch's own float32 is that far from its float64. */
    private static final double LOSS = 1e-4;
    private static final double PROBABILITY = 1e-5;
    /** Environment: the Python to ask. */
    private static final String PYTHON = "PYTHON";
    private static final String OUTPUT = "output.txt";
    private static final String SCRIPT = "training_steps.py";

    @TempDir
    private Path folder;

    /** For subclasses. */
    protected TrainingContract() { }

    /** {@return the provider of the backend under test} It must be available where the tests run. */
    protected abstract BackendProvider provider();

    /** {@return which of the recorded networks are tested: by their names; all unless overridden} */
    protected Predicate<String> networks() {
        return name -> true;
    }

    private Stream<DynamicTest> forEach(Check check) {
        List<String> chosen = PyTorchTraining.NAMES.stream().filter(networks()).toList();
        assertTrue(!chosen.isEmpty(), "no network was chosen of " + PyTorchTraining.NAMES);
        return chosen.stream().map(name -> dynamicTest(name, () -> {
            try (Backend backend = provider().open(BackendOptions.DEFAULT)) {
                check.of(PyTorchTraining.read(name), backend);
            }
        }));
    }

    private interface Check {
        void of(PyTorchTraining recorded, Backend backend) throws IOException, InterruptedException;
    }

    @TestFactory
    Stream<DynamicTest> twentyStepsHaveTheLossesOfPyTorch() {
        return forEach((recorded, backend) -> {
            Tensor images = recorded.imagesData();
            Tensor targets = recorded.targetsData();
            double worst = 0;
            try (Trainer trainer = TrainingRecipes.training(recorded).on(backend).start(recorded.images())) {
                trainer.load(recorded.weights(trainer.program().parameters()));
                for (double expected : recorded.losses()) {
                    double found = trainer.step(images, targets).loss();
                    double difference = Math.abs(found - expected) / Math.max(1, Math.abs(expected));
                    worst = Math.max(worst, difference);
                    assertTrue(difference <= LOSS, String.format(Locale.ROOT, "%s, step %d: loss is %.7f, expected %.7f",
                            recorded.name(), trainer.steps(), found, expected));
                }
                assertEquals(20, trainer.steps());
            }
            double fall = 1 - recorded.losses().getLast() / recorded.losses().getFirst();
            assertTrue(fall > 0.1, recorded.name() + " learned nothing, its loss fell by " + fall);
            tell(recorded, "20 steps, losses within %.1e", worst);
        });
    }

    @TestFactory
    Stream<DynamicTest> importedStateDictsPredictWhatPyTorchDoes() {
        return forEach((recorded, backend) -> {
            Path file = folder.resolve(recorded.name() + ".safetensors");
            // As a network in data-parallel training names its tensors.
            Map<String, StoredTensor> wrapped = new LinkedHashMap<>();
            recorded.stateDict().forEach((name, tensor) -> wrapped.put("module." + name, tensor));
            new Weights(wrapped, Map.of()).write(file);
            predict(recorded, backend, file);
        });
    }

    @TestFactory
    Stream<DynamicTest> stateDictsThatPythonSavesPredictTheSame() {
        return forEach((recorded, backend) -> {
            Path script = folder.resolve(SCRIPT);
            if (!Files.exists(script)) {
                try (InputStream in = TrainingContract.class.getResourceAsStream("training/" + SCRIPT)) {
                    Files.copy(in, script);
                }
            }
            Path file = folder.resolve(recorded.name() + ".pt");
            int code = python(script.toString(), "--state-dict", recorded.name(), file.toString());
            String output = Files.readString(folder.resolve(OUTPUT));
            // MONAI has an error of its own for what it requires in some networks only.
            if (output.contains("ModuleNotFoundError") || output.contains("OptionalImportError")) {
                throw new TestAbortedException(output.strip() + "; set " + PYTHON + " to one that has MONAI and einops, and PYTHONPATH"
                        + " to the authors' package");
            }
            assertEquals(0, code, output);
            predict(recorded, backend, file);
        });
    }

    private void predict(PyTorchTraining recorded, Backend backend, Path file) throws IOException {
        double worst = ImportedPrediction.difference(recorded, backend, file, folder.resolve(file.getFileName() + ".bundle"));
        assertTrue(worst <= PROBABILITY, () -> String.format(Locale.ROOT, "%s: probabilities differ by %.1e", recorded.name(), worst));
        tell(recorded, "probabilities within %.1e", worst);
    }

    private void tell(PyTorchTraining recorded, String what, double worst) {
        String all = String.format(Locale.ROOT, "%s on %s: " + what, recorded.name(), provider().name(), worst);
        System.getLogger(TrainingContract.class.getName()).log(System.Logger.Level.INFO, all);
    }

    private int python(String... arguments) throws InterruptedException {
        String python = System.getenv().getOrDefault(PYTHON, "python3");
        try {
            return new ProcessBuilder(Stream.concat(Stream.of(python), Stream.of(arguments)).toList()).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(folder.resolve(OUTPUT).toFile()).start().waitFor();
        } catch (IOException e) {
            throw new TestAbortedException("no program " + python + "; set " + PYTHON + " to one with MONAI", e);
        }
    }
}
