package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A network on images of random numbers. */
final class NetworkCase implements PreparedCase {
    /** A share of foreground as images have it. */
    private static final double FOREGROUND = 0.1;

    private final MemoryPlan memory;
    private final Supplier<Tensor> step;
    private final Supplier<Map<String, Tensor>> learned;
    private final Runnable device;
    private Tensor last;

    /**
     * @param memory the memory it holds
     * @param step what is timed; gives its result
     * @param learned the weights, where the steps change them
     * @param device what is freed in the end
     */
    private NetworkCase(MemoryPlan memory, Supplier<Tensor> step, Supplier<Map<String, Tensor>> learned, Runnable device) {
        this.memory = memory;
        this.step = step;
        this.learned = learned;
        this.device = device;
    }

    static NetworkCase inference(Backend backend, CompileOptions options, NetworkSettings settings) {
        Shape shape = Shape.of(1, settings.inputChannels()).append(space(settings));
        Tensor image = Tensor.of(shape, new Initializer.Normal(1).draw(0, "image", shape));
        Model model = Program.trace(settings.network(), shape).on(backend, AvailableMemory.limit(options));
        return new NetworkCase(model.memory(), () -> model.run(image), Map::of, model::close);
    }

    /**
     * A training step on a backend.
     *
     * @param settings the network
     * @param batch how many images
     */
    static NetworkCase training(Backend backend, CompileOptions options, NetworkSettings settings, int batch) {
        Shape shape = Shape.of(batch, settings.inputChannels()).append(space(settings));
        Shape result = Shape.of(batch, settings.outputChannels()).append(space(settings));
        Tensor image = Tensor.of(shape, new Initializer.Normal(1).draw(0, "image", shape));
        float[] target = new Initializer.Uniform(0, 1).draw(0, "target", result);
        for (int i = 0; i < target.length; i++) {
            target[i] = target[i] < FOREGROUND ? 1 : 0;
        }
        Tensor truth = Tensor.of(result, target);
        Trainer trainer = Training.of(settings.network(),
                new DiceCrossEntropy(DiceCrossEntropy.CrossEntropy.BINARY), new AdamW(1e-4, 1e-5)).on(backend)
                .withOptions(AvailableMemory.limit(options)).start(shape);
        return new NetworkCase(trainer.memory(),
                () -> Tensor.of(Shape.of(), new double[] {trainer.step(image, truth).loss()}), trainer::weights, trainer::close);
    }

    private static int[] space(NetworkSettings settings) {
        return settings.window().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public MemoryPlan memory() {
        return memory;
    }

    @Override
    public void run() {
        last = null; // Two results at a time would be memory that a user does not need.
        last = step.get();
    }

    @Override
    public SortedMap<String, Tensor> results() {
        if (last == null) {
            throw new IllegalStateException("network: there are no results yet, run it first");
        }
        SortedMap<String, Tensor> results = new TreeMap<>(learned.get());
        results.put("result", last);
        return results;
    }

    @Override
    public void close() {
        device.run();
    }
}
