package dev.factorizer.models.training;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.Network;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.Optimizer;
import dev.factorizer.models.optimizers.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A training before it starts: what is trained, how, and where. Immutable.
 *
 * <pre>{@code
 * try (Trainer trainer = Training.of(network, new DiceCrossEntropy(), new AdamW(1e-4, 1e-5), new WarmupCosine(5, 501))
 *         .on(backend).withSeed(7).start(Shape.of(2, 2, 64, 64, 64))) {
 *     for (…) trainer.step(images, targets).loss();
 *     trainer.save(Path.of("run"));
 * }
 * }</pre>
 */
public final class Training {
    /** A network that says what it is by its settings. */
    private record SettledNetwork(NetworkSettings settings, Network network) implements Network {
        @Override
        public List<Value> apply(Scope at, Value x) {
            return network.apply(at, x);
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(settings.identity());
        }
    }

    private final TrainingSettings settings;
    private final CompileOptions options;
    /** Null before one is chosen. */
    private final @Nullable Backend backend;

    private Training(TrainingSettings settings, CompileOptions options, @Nullable Backend backend) {
        this.settings = settings;
        this.options = options;
        this.backend = backend;
    }

    /**
     * A training with a rate that changes over time.
     *
     * @param network what is trained
     * @param loss what is minimized
     * @param optimizer how parameters follow their gradients
     * @param schedule how the rate changes from epoch to epoch; an epoch is one step by default
     * @return the training, to be given a backend and started
     */
    public static Training of(Network network, Loss loss, Optimizer optimizer, Schedule schedule) {
        return new Training(new TrainingSettings(network, loss, optimizer, schedule, Optional.empty(), 1, 0, 1,
                OptionalDouble.empty(), List.of()),
                CompileOptions.DEFAULT, null);
    }

    /**
     * A training with a constant rate.
     *
     * @param network what is trained
     * @param loss what is minimized
     * @param optimizer how parameters follow their gradients
     * @return the training, to be given a backend and started
     */
    public static Training of(Network network, Loss loss, Optimizer optimizer) {
        return of(network, loss, optimizer, Schedule.CONSTANT);
    }

    /**
     * A training of the network of some settings, which identify it.
     *
     * @param network the settings of what is trained
     * @param loss what is minimized
     * @param optimizer how parameters follow their gradients
     * @param schedule how the rate changes from epoch to epoch; an epoch is one step by default
     * @return the training, to be given a backend and started
     */
    public static Training of(NetworkSettings network, Loss loss, Optimizer optimizer, Schedule schedule) {
        return of(new SettledNetwork(network, network.network()), loss, optimizer, schedule);
    }

    /**
     * A training of the network of some settings with a constant rate.
     *
     * @param network the settings of what is trained
     * @param loss what is minimized
     * @param optimizer how parameters follow their gradients
     * @return the training, to be given a backend and started
     */
    public static Training of(NetworkSettings network, Loss loss, Optimizer optimizer) {
        return of(network, loss, optimizer, Schedule.CONSTANT);
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
    public Training withSeed(long seed) {
        return with(settings.clipping(), settings.stepsPerEpoch(), seed, settings.accumulation(), settings.averageDecay(),
                settings.frozen());
    }

    /**
     * The same with a limit to the norm of the gradients.
     *
     * @param clipping the limit
     * @return a new training
     */
    public Training withClipping(GradientClipping clipping) {
        return with(Optional.of(clipping), settings.stepsPerEpoch(), settings.seed(), settings.accumulation(), settings.averageDecay(),
                settings.frozen());
    }

    /**
     * The same with longer epochs.
     *
     * @param steps how many steps make an epoch of the schedule; 1 by default
     * @return a new training
     */
    public Training withStepsPerEpoch(int steps) {
        return with(settings.clipping(), steps, settings.seed(), settings.accumulation(), settings.averageDecay(), settings.frozen());
    }

    /**
     * The same with several batches for each step, which {@link Trainer#accumulate} takes one by one: their gradients are averaged, and
     * the parameters change with the last. It needs the memory of one batch, and a sum for each parameter. To rounding it is the step of
     * one large batch if the loss is a mean over samples and no layer looks at the batch as a whole; a Dice that sums over samples
     * ({@code batch}), a reduction by sum and batch normalization see each batch for itself.
     *
     * @param batches how many; 1 by default
     * @return a new training
     */
    public Training withAccumulation(int batches) {
        return with(settings.clipping(), settings.stepsPerEpoch(), settings.seed(), batches, settings.averageDecay(), settings.frozen());
    }

    /**
     * The same with an exponential moving average of the weights, {@link Trainer#averagedWeights}. After step t the average moves to the
     * new weights by 1 − min(decay, (1 + t)/(10 + t)), so that short trainings don't keep their random start (TensorFlow's
     * {@code ExponentialMovingAverage} with {@code num_updates}).
     *
     * @param decay such as 0.999: the average is over about the last 1000 steps
     * @return a new training
     */
    public Training withAverage(double decay) {
        return with(settings.clipping(), settings.stepsPerEpoch(), settings.seed(), settings.accumulation(), OptionalDouble.of(decay),
                settings.frozen());
    }

    /**
     * The same with parts of the network that stay as they are: no gradient is computed for them, nothing decays, the optimizer keeps
     * nothing, buffers are not updated. Their layers compute as in training otherwise, with dropout and the statistics of the batch.
     *
     * @param parts names of parameters and buffers, or paths of layers: {@code stem} is {@code stem.weight} and all else below
     * @return a new training; that there are such parts is checked when it starts
     */
    public Training withFrozen(List<String> parts) {
        return with(settings.clipping(), settings.stepsPerEpoch(), settings.seed(), settings.accumulation(), settings.averageDecay(),
                parts);
    }

    private Training with(Optional<GradientClipping> clipping, int stepsPerEpoch, long seed, int accumulation,
            OptionalDouble averageDecay, List<String> frozen) {
        return new Training(new TrainingSettings(settings.network(), settings.loss(), settings.optimizer(),
                settings.schedule(), clipping, stepsPerEpoch, seed, accumulation, averageDecay, frozen), options, backend);
    }

    /**
     * The same with other options of the program. Those that decide the bits, all but the memory limit, are saved with a
     * training, and it is resumed with the same ones.
     *
     * @param other memory limit, whether forward values are recomputed for the gradients, precision of products, and fusion;
     *     parameters and the optimizer stay float32
     * @return a new training
     */
    public Training withOptions(CompileOptions other) {
        return new Training(settings, other, backend);
    }

    /** {@return everything that decides the numbers it computes} */
    public TrainingSettings settings() {
        return settings;
    }

    /**
     * Draws initial values and makes the program ready. Targets have the shape of the network's finest result, or what the loss
     * says: label maps have one channel.
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
     * @param targets the targets' shape, where it is not the one the loss says: a result may be coarser than them
     * @return the trainer; close it to free its memory
     * @throws dev.factorizer.api.tensor.ShapeException if network or loss don't take these shapes
     * @throws dev.factorizer.api.backend.BackendException if it needs more memory than allowed
     */
    public Trainer start(Shape images, Shape targets) {
        return start(TrainingGraph.of(settings, options.fusion(), images, Optional.of(targets)));
    }

    /**
     * The memory that it will need, before anything is drawn or allocated, whatever the limit.
     *
     * @param images the images' shape (B, C, S…)
     * @return the plan of a step
     * @throws dev.factorizer.api.tensor.ShapeException if network or loss don't take these shapes
     */
    public MemoryPlan plan(Shape images) {
        return chosen().plan(TrainingGraph.of(settings, options.fusion(), images, Optional.empty()).graph(), options);
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
     * Continues a saved training, with the same bits as if it had never stopped. Shapes and step are the saved ones. If the newest
     * checkpoint is damaged, the one before is taken, and {@link Trainer#resumption} says so.
     *
     * @param folder where {@link Trainer#save} put it
     * @return the trainer; close it to free its memory
     * @throws IOException if there is none, none is whole, or the newest was written by a later version
     * @throws IllegalArgumentException listing every setting that differs from the saved training's, or that can't be
     *     compared with it because a part of the training has no identity
     */
    public Trainer resume(Path folder) throws IOException {
        return resume(folder, Set.of());
    }

    /**
     * Continues a saved training as {@link #resume} does, but with this training's schedule in place of the saved one, to train longer
     * than was planned. The schedule goes on at the step that was reached.
     *
     * @param folder where {@link Trainer#save} put it
     * @return the trainer; close it to free its memory
     * @throws IOException if there is none, none is whole, or the newest was written by a later version
     * @throws IllegalArgumentException listing every other setting that differs from the saved training's, or that can't be
     *     compared with it
     */
    public Trainer extend(Path folder) throws IOException {
        return resume(folder, Set.of("schedule", "stepsPerEpoch"));
    }

    private Trainer resume(Path folder, Set<String> free) throws IOException {
        CheckpointFolder.Found found = new CheckpointFolder(folder).newest();
        Checkpoint checkpoint = found.checkpoint();
        TrainingIdentity.of(settings, options).requireSame(checkpoint.identity(), free);
        TrainingGraph graph = TrainingGraph.of(settings, options.fusion(), checkpoint.images(), Optional.of(checkpoint.targets()));
        checkpoint.requireTensors(graph);
        Trainer trainer = new Trainer(settings, graph, options, chosen());
        try {
            trainer.restore(checkpoint, Resumption.of(found));
            return trainer;
        } catch (IOException | RuntimeException e) {
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
