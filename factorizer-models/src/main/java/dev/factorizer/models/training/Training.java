package dev.factorizer.models.training;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.optimizers.GradientClipping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A training before it starts: made by {@link Trainer#of}, completed call by call. Immutable. */
public final class Training {
    private final TrainingSettings settings;
    private final CompileOptions options;
    private final Backend backend;

    Training(TrainingSettings settings, CompileOptions options, Backend backend) {
        this.settings = settings;
        this.options = options;
        this.backend = backend;
    }

    /**
     * Chooses where it runs.
     *
     * @param place an open backend, which stays the caller's to close
     * @return a new training
     */
    public Training on(Backend place) {
        return new Training(settings, options, place);
    }

    /**
     * The same with another seed.
     *
     * @param seed of initial values and dropout
     * @return a new training
     */
    public Training seed(long seed) {
        return with(settings.clipping(), settings.stepsPerEpoch(), seed);
    }

    /**
     * The same with a limit to the norm of the gradients.
     *
     * @param clipping the limit
     * @return a new training
     */
    public Training clipping(GradientClipping clipping) {
        return with(Optional.of(clipping), settings.stepsPerEpoch(), settings.seed());
    }

    /**
     * The same with longer epochs.
     *
     * @param steps how many steps make an epoch of the schedule; 1 unless said
     * @return a new training
     */
    public Training stepsPerEpoch(int steps) {
        return with(settings.clipping(), steps, settings.seed());
    }

    private Training with(Optional<GradientClipping> clipping, int stepsPerEpoch, long seed) {
        return new Training(new TrainingSettings(settings.network(), settings.loss(), settings.optimizer(),
                settings.schedule(), clipping, stepsPerEpoch, seed), options, backend);
    }

    /**
     * The same with other options of the program. They are not saved with a training: one that is resumed in another storage
     * of products goes on with other bits.
     *
     * @param other memory limit, whether forward values are computed again for the gradients, and what products are stored in;
     *     parameters and the optimizer stay float32
     * @return a new training
     */
    public Training options(CompileOptions other) {
        return new Training(settings, other, backend);
    }

    /**
     * Everything that decides the numbers it computes.
     *
     * @return the settings
     */
    public TrainingSettings settings() {
        return settings;
    }

    /**
     * Draws initial values and makes the program ready. Targets have the shape of the network's finest result.
     *
     * @param images the images' shape (B, C, S…)
     * @return the trainer; close it to free its memory
     * @throws dev.factorizer.api.tensor.ShapeException if network or loss don't take these shapes
     * @throws dev.factorizer.api.backend.BackendException if it needs more memory than allowed
     */
    public Trainer start(Shape images) {
        return start(TrainingGraph.of(settings, options.fusion(), images, Optional.empty()));
    }

    /**
     * Draws initial values and makes the program ready.
     *
     * @param images the images' shape (B, C, S…)
     * @param targets the targets' shape, where it is not that of the network's finest result
     * @return the trainer; close it to free its memory
     * @throws dev.factorizer.api.tensor.ShapeException if network or loss don't take these shapes
     * @throws dev.factorizer.api.backend.BackendException if it needs more memory than allowed
     */
    public Trainer start(Shape images, Shape targets) {
        return start(TrainingGraph.of(settings, options.fusion(), images, Optional.of(targets)));
    }

    private Trainer start(TrainingGraph graph) {
        Trainer trainer = new Trainer(settings, graph, options, chosen());
        try {
            trainer.initialize();
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    /**
     * Goes on where a training was saved, with the same bits as if it had never stopped. Shapes and step are the saved ones.
     *
     * @param folder where {@link Trainer#save} put it
     * @return the trainer; close it to free its memory
     * @throws IOException if it can't be read or is damaged
     * @throws IllegalArgumentException listing every setting that differs from the saved training's
     */
    public Trainer resume(Path folder) throws IOException {
        Checkpoint checkpoint = Checkpoint.read(folder);
        checkpoint.requireSettings(settings);
        TrainingGraph graph = TrainingGraph.of(settings, options.fusion(), checkpoint.images(), Optional.of(checkpoint.targets()));
        checkpoint.requireTensors(graph);
        Trainer trainer = new Trainer(settings, graph, options, chosen());
        try {
            trainer.restore(checkpoint);
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }

    private Backend chosen() {
        if (backend == null) {
            throw new IllegalStateException("training: no backend was chosen; call on(backend) before it starts");
        }
        return backend;
    }
}
