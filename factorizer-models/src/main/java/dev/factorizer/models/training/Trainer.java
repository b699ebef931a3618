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
import dev.factorizer.models.networks.StateDict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

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
    private long steps;

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
            executable.load(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(settings.seed(), spec.name(),
                    spec.shape())));
        }
    }

    void restore(Checkpoint checkpoint) {
        checkpoint.weights().forEach(executable::load);
        checkpoint.state().forEach(executable::load);
        steps = checkpoint.step();
    }

    /**
     * One step: computes the loss of a batch and updates the parameters.
     *
     * @param images float32, of the shape given at the start
     * @param targets float32, of the targets' shape
     * @return what it did
     * @throws ShapeException if images or targets are of another type
     * @throws IllegalArgumentException if the loss can't take the numbers of the targets
     * @throws NonFiniteStepException if the loss or a gradient is infinite or not a number; nothing is changed then
     */
    public Step step(Tensor images, Tensor targets) {
        require("images", images, graph.images());
        require("targets", targets, graph.targets());
        settings.loss().requireTargets(targets, graph.channels());
        long number = steps + 1;
        double rate = settings.rate(number);
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(Program.INPUT, images);
        inputs.put(TrainingGraph.TARGET, targets);
        settings.optimizer().numbers(number, rate).forEach((name, value) ->
                inputs.put(TrainingGraph.number(name), Tensor.of(Shape.of(), new float[] {value.floatValue()})));
        if (graph.isRandom()) {
            int[] key = {(int) settings.seed(), (int) (settings.seed() >>> 32), 0, (int) number};
            executable.load(Scope.RANDOM_KEY, Tensor.of(Shape.of(4), key));
        }
        Map<String, Tensor> results = executable.run(inputs);
        double loss = results.get(TrainingGraph.LOSS).toFloats()[0];
        double norm = results.get(TrainingGraph.NORM).toFloats()[0];
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new NonFiniteStepException(number, "training: step " + number + " has loss " + loss + " and gradient norm "
                    + norm + "; " + NonFiniteValue.describe(graph, backend, options, executable, inputs)
                    + "; nothing was changed: check the data, lower the learning rate or clip the gradients");
        }
        steps = number;
        return new Step(number, loss, norm, rate);
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

    /** {@return copies of all parameters and buffers on the host, by name, in the order of the reference's state dict} */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        graph.parameters().forEach(spec -> weights.put(spec.name(), executable.read(spec.name())));
        return weights;
    }

    /**
     * Sets all parameters and buffers, to start from a trained network. Step and optimizer stay as they are.
     *
     * @param weights a tensor for each, by name
     * @throws IllegalArgumentException listing every missing, unexpected or misshapen entry; nothing is changed then
     */
    public void load(Map<String, Tensor> weights) {
        StateDict.requireFits(graph.program(), weights, "training: the given state dict");
        weights.forEach(executable::load);
    }

    /** {@return the memory that the training holds, known before the first step} */
    public MemoryPlan memory() {
        return executable.memory();
    }

    /** {@return the network as it is traced for training: its parameters and the graph of a whole step} */
    public Program program() {
        return graph.program();
    }

    /**
     * Saves parameters, optimizer state, step, seed and settings, whole or not at all, in place of what was saved there
     * before. {@link Training#resume} continues it.
     *
     * @param folder a folder for the training; made if it is missing
     * @throws IOException if it can't be written; then what was saved before stays
     */
    public void save(Path folder) throws IOException {
        Map<String, Tensor> state = new LinkedHashMap<>();
        graph.state().keySet().forEach(name -> state.put(name, executable.read(name)));
        new Checkpoint(steps, identity, graph.images(), graph.targets(), weights(), state).write(folder);
    }

    /** Frees the memory. */
    @Override
    public void close() {
        executable.close();
    }
}
