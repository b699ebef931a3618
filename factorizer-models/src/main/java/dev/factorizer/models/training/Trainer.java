package dev.factorizer.models.training;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.models.networks.StateDict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network, one step at a time. Forward pass, loss, gradients and update are one program; parameters and the
 * optimizer's state stay on the device. The same seed and data give the same bits, however many threads there are and
 * whether or not the training was saved and resumed in between. Made by {@link Training}. For one thread at a time.
 */
public final class Trainer implements AutoCloseable {
    private final TrainingSettings settings;
    private final TrainingGraph graph;
    private final CompileOptions options;
    private final TrainingIdentity identity;
    private final Backend backend;
    private final Executable executable;
    private Optional<Resumption> resumption = Optional.empty();
    /** The folder whose checkpoints are this training's; null before it is saved. */
    private @Nullable Path home;
    private long steps;
    /** Batches of the step that is not complete yet, and the sum of their losses. */
    private int pending;
    private double lossSum;
    /** Buffers as they were before the first of these batches, which each batch updates. */
    private final Map<String, Tensor> before = new LinkedHashMap<>();

    Trainer(TrainingSettings settings, TrainingGraph graph, CompileOptions options, Backend backend) {
        this.settings = settings;
        this.graph = graph;
        this.options = options;
        // Whether it can be saved is known before the first step.
        this.identity = TrainingIdentity.of(settings, options);
        this.backend = backend;
        this.executable = backend.prepare(graph.graph(), options);
    }

    void initialize() {
        for (ParameterSpec spec : graph.parameters()) {
            set(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(settings.seed(), spec.name(), spec.shape())));
        }
    }

    /** The average begins with what is set. */
    private void set(String name, Tensor value) {
        executable.load(name, value);
        if (graph.state().containsKey(TrainingGraph.average(name))) {
            executable.load(TrainingGraph.average(name), value);
        }
    }

    void restore(Checkpoint checkpoint, Resumption found) throws IOException {
        checkpoint.forEach(executable::load);
        steps = checkpoint.step();
        home = Objects.requireNonNull(found.file().toAbsolutePath().getParent(), "a file in a folder").toRealPath();
        resumption = Optional.of(found);
    }

    /**
     * One step of one batch: computes its loss and updates the parameters.
     *
     * @param images float32, of the shape given at the start
     * @param targets float32, of the targets' shape
     * @return what it did
     * @throws ShapeException if images or targets are of another type
     * @throws IllegalArgumentException if the loss can't take the numbers of the targets
     * @throws IllegalStateException if several batches make a step
     * @throws NonFiniteStepException if the loss or a gradient is infinite or not a number; nothing is changed then
     */
    public Step step(Tensor images, Tensor targets) {
        requireWhole();
        return take(images, targets, List.of()).orElseThrow();
    }

    /**
     * One step of one batch.
     *
     * @param batch images and targets of the shapes given at the start; for a network of two axes, one voxel thick
     * @return what it did
     * @throws ShapeException if images or targets have another shape
     * @throws IllegalArgumentException if the loss can't take the numbers of the targets
     * @throws IllegalStateException if several batches make a step
     * @throws NonFiniteStepException if the loss or a gradient is infinite or not a number, naming the cases of the batch; nothing is
     *     changed then
     */
    public Step step(SampleBatch batch) {
        requireWhole();
        return accumulate(batch).orElseThrow();
    }

    private void requireWhole() {
        if (settings.accumulation() > 1) {
            throw new IllegalStateException("training: " + settings.accumulation()
                    + " batches make a step, expected calls of accumulate, the last of which gives the step");
        }
    }

    /**
     * Takes one of the batches that make a step: adds its gradients to those of the others, and with the last one updates the
     * parameters by their mean. Buffers such as running statistics are updated by each batch.
     *
     * @param images float32, of the shape given at the start
     * @param targets float32, of the targets' shape
     * @return what the step did, with its last batch
     * @throws ShapeException if images or targets are of another type
     * @throws IllegalArgumentException if the loss can't take the numbers of the targets
     * @throws NonFiniteStepException if the loss or a gradient is infinite or not a number; the batch changed nothing then, and another
     *     may be taken in its place
     */
    public Optional<Step> accumulate(Tensor images, Tensor targets) {
        return take(images, targets, List.of());
    }

    /**
     * Takes one of the batches that make a step.
     *
     * @param batch images and targets of the shapes given at the start; for a network of two axes, one voxel thick
     * @return what the step did, with its last batch
     * @throws ShapeException if images or targets have another shape
     * @throws IllegalArgumentException if the loss can't take the numbers of the targets
     * @throws NonFiniteStepException if the loss or a gradient is infinite or not a number, naming the cases of the batch; the batch
     *     changed nothing then, and another may be taken in its place
     */
    public Optional<Step> accumulate(SampleBatch batch) {
        requireKnown(batch);
        return take(tensor(batch.images(), batch.imageShape(), graph.images()), tensor(batch.targets(), batch.targetShape(),
                graph.targets()), batch.keys().stream().map(key -> key.name()).distinct().toList());
    }

    /** A loss that isn't made for it would take what is unknown for a number, and learn nonsense. */
    private void requireKnown(SampleBatch batch) {
        if (settings.loss().takesUnknown()) {
            return;
        }
        for (float value : batch.targets()) {
            if (value == UnknownLabels.UNKNOWN) {
                throw new IllegalArgumentException("training: targets are " + value + " where they are not known, expected a loss that leaves"
                        + " this out; take its partlyLabeled()");
            }
        }
    }

    /** Samples have three axes: a slice is one voxel thick. */
    private static Tensor tensor(float[] values, List<Integer> sizes, Shape expected) {
        int rank = sizes.size();
        while (rank > expected.rank() && sizes.get(rank - 1) == 1) {
            rank--;
        }
        return Tensor.of(Shape.of(sizes.subList(0, rank).stream().mapToInt(Integer::intValue).toArray()), values);
    }

    private Optional<Step> take(Tensor images, Tensor targets, List<String> cases) {
        require("images", images, graph.images());
        require("targets", targets, graph.targets());
        settings.loss().requireTargets(targets, graph.channels());
        long number = steps + 1;
        boolean last = pending == settings.accumulation() - 1;
        double rate = settings.rate(number);
        Map<String, Tensor> inputs = inputs(images, targets, number, rate, last);
        if (graph.isRandom()) {
            int[] key = {(int) settings.seed(), (int) (settings.seed() >>> 32), 0, (int) (batches() + 1)};
            executable.load(Scope.RANDOM_KEY, Tensor.of(Shape.of(4), key));
        }
        if (pending == 0) {
            rememberBuffers();
        }
        Map<String, Tensor> results = executable.run(inputs);
        double loss = number(results, TrainingGraph.LOSS);
        double norm = number(results, TrainingGraph.NORM);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new NonFiniteStepException(number, cases, "training: step " + number + " has loss " + loss + " and gradient norm "
                    + norm + NonFiniteStepException.ofCases(cases) + "; "
                    + NonFiniteValue.describe(graph, backend, options, executable, inputs)
                    + "; nothing was changed: check the data, lower the learning rate or clip the gradients");
        }
        lossSum += loss;
        pending++;
        if (!last) {
            return Optional.empty();
        }
        Step step = new Step(number, lossSum / pending, norm, rate);
        steps = number;
        pending = 0;
        lossSum = 0;
        return Optional.of(step);
    }

    private static double number(Map<String, Tensor> results, String name) {
        return Objects.requireNonNull(results.get(name), name).toFloats()[0];
    }

    /** Only where several batches make a step: one that fails changes nothing. */
    private void rememberBuffers() {
        before.clear();
        if (settings.accumulation() > 1) {
            graph.buffers().forEach(name -> before.put(name, executable.read(name)));
        }
    }

    /**
     * Takes back the batches of a step that isn't complete, as if none of them had been taken, so that the training can be saved.
     */
    public void abandonStep() {
        if (pending > 0) {
            before.forEach(executable::load);
            pending = 0;
            lossSum = 0;
        }
    }

    private Map<String, Tensor> inputs(Tensor images, Tensor targets, long number, double rate, boolean last) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(Program.INPUT, images);
        inputs.put(TrainingGraph.TARGET, targets);
        settings.optimizer().numbers(number, rate).forEach((name, value) ->
                inputs.put(TrainingGraph.number(name), scalar(value)));
        if (settings.accumulation() > 1) {
            inputs.put(TrainingGraph.FIRST, scalar(pending == 0 ? 1 : 0));
            inputs.put(TrainingGraph.LAST, scalar(last ? 1 : 0));
        }
        if (settings.averageDecay().isPresent()) {
            inputs.put(TrainingGraph.SHARE, scalar(settings.averageShare(number)));
        }
        return inputs;
    }

    private static Tensor scalar(double value) {
        return Tensor.of(Shape.of(), new float[] {(float) value});
    }

    private static void require(String what, Tensor tensor, Shape expected) {
        if (!tensor.type().equals(Type.float32(expected))) {
            throw new ShapeException("training: " + what + " are " + tensor.type() + ", expected "
                    + Type.float32(expected) + " as the training was started with");
        }
    }

    /** {@return how many steps were done, including those before a resume} */
    public long steps() {
        return steps;
    }

    /** {@return how many batches were taken, including those before a resume: where in its order a supply of samples goes on} */
    public long batches() {
        return steps * settings.accumulation() + pending;
    }

    /** {@return copies of all parameters and buffers on the host, by name, in the order of the reference's state dict} */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        graph.parameters().forEach(spec -> weights.put(spec.name(), executable.read(spec.name())));
        return weights;
    }

    /**
     * The exponential moving average of the weights: of all trained parameters, and of buffers that change, such as running statistics.
     * What doesn't change, and counts, are as they are.
     *
     * @return copies on the host, by name, in the order of the reference's state dict
     * @throws IllegalStateException if the training has none, see {@link Training#withAverage}
     */
    public Map<String, Tensor> averagedWeights() {
        if (settings.averageDecay().isEmpty()) {
            throw new IllegalStateException("training: there is no average of the weights, expected a training made by withAverage");
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : graph.parameters()) {
            String average = TrainingGraph.average(spec.name());
            weights.put(spec.name(), executable.read(graph.state().containsKey(average) ? average : spec.name()));
        }
        return weights;
    }

    /**
     * Sets all parameters and buffers, to start from a trained network. Step and optimizer stay as they are; an average begins anew.
     *
     * @param weights a tensor for each, by name
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry; nothing is changed then
     * @throws IllegalStateException if it is amid a step of several batches
     */
    public void load(Map<String, Tensor> weights) {
        requireBetweenSteps();
        StateDict.requireFits(graph.program(), weights, "training: the given state dict");
        weights.forEach(this::set);
    }

    private void requireBetweenSteps() {
        if (pending > 0) {
            throw new IllegalStateException("training: " + pending + " of " + settings.accumulation() + " batches of step " + (steps + 1)
                    + " were taken, expected all of them before weights are saved or loaded");
        }
    }

    /** {@return the memory that the training holds, known before the first step} */
    public MemoryPlan memory() {
        return executable.memory();
    }

    /** {@return the network as it is traced for training: its parameters and the graph of a whole step} */
    public Program program() {
        return graph.program();
    }

    /** {@return what it was resumed from; empty if it was started} */
    public Optional<Resumption> resumption() {
        return resumption;
    }

    /**
     * Saves without notes.
     *
     * @param folder a folder for the training; made if it is missing
     * @throws IOException if it can't be written; then what was saved before stays
     * @throws IllegalStateException if it is amid a step of several batches
     */
    public void save(Path folder) throws IOException {
        save(folder, Map.of());
    }

    /**
     * Saves parameters, the state of optimizer and average, step, seed and settings as {@code checkpoint-STEP.safetensors}, whole or not
     * at all, with a check sum. The checkpoint before is kept, too; older ones are deleted. {@link Training#resume} continues it.
     *
     * @param folder a folder for the training; made if it is missing
     * @param notes whatever the caller wants to find again: {@link Resumption#notes}
     * @throws IOException if it can't be written, or the folder has checkpoints of another training; then what was saved before stays
     * @throws IllegalStateException if it is amid a step of several batches
     * @throws NonFiniteStepException if a parameter has become infinite or not a number; then what was saved before stays
     */
    public void save(Path folder, Map<String, String> notes) throws IOException {
        requireBetweenSteps();
        Files.createDirectories(folder);
        CheckpointFolder checkpoints = new CheckpointFolder(folder.toRealPath());
        if (!checkpoints.folder().equals(home) && !checkpoints.files().isEmpty()) {
            throw new IOException(folder + ": holds " + checkpoints.files().values().iterator().next().getFileName()
                    + " of another training; resume that one, or choose another folder");
        }
        Checkpoint.write(checkpoints.file(steps), steps, identity, graph, notes, this::finite);
        home = checkpoints.folder();
        checkpoints.keepTwo(steps);
    }

    /** Weights that are of no use must not take the place of those that are. */
    private Tensor finite(String name) {
        Tensor tensor = executable.read(name);
        if (graph.parameters().stream().anyMatch(spec -> spec.name().equals(name))) {
            for (float value : tensor.toFloats()) {
                if (!Float.isFinite(value)) {
                    throw new NonFiniteStepException(steps, List.of(), "training: after step " + steps + " the parameter " + name + " has "
                            + value + ", expected finite numbers; nothing was saved: go on from the checkpoint before, lower the learning rate"
                            + " or clip the gradients");
                }
            }
        }
        return tensor;
    }

    /** Frees the memory. */
    @Override
    public void close() {
        executable.close();
    }
}
