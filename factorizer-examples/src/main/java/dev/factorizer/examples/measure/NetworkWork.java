package dev.factorizer.examples.measure;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.lowering.ProductStorage;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;

/**
 * A published network on one image of random numbers.
 *
 * @param memory the memory it holds
 * @param step what is timed
 * @param device what is freed in the end
 */
record NetworkWork(MemoryPlan memory, Runnable step, Runnable device) implements PreparedWork {
    /** A share of foreground as images have it. */
    private static final double FOREGROUND = 0.1;

    static NetworkWork inference(Backend backend, ProductStorage products, Factorizer.Settings settings) {
        Shape shape = Shape.of(1, settings.inputChannels()).append(space(settings));
        Tensor image = Tensor.of(shape, new Initializer.Normal(1).draw(0, "image", shape));
        Model model = Program.trace(new Factorizer(settings), shape).on(backend, AvailableMemory.options(products));
        return new NetworkWork(model.memory(), () -> model.run(image), model::close);
    }

    static NetworkWork training(Backend backend, ProductStorage products, Factorizer.Settings settings) {
        Shape shape = Shape.of(1, settings.inputChannels()).append(space(settings));
        Shape result = Shape.of(1, settings.outputChannels()).append(space(settings));
        Tensor image = Tensor.of(shape, new Initializer.Normal(1).draw(0, "image", shape));
        float[] target = new Initializer.Uniform(0, 1).draw(0, "target", result);
        for (int i = 0; i < target.length; i++) {
            target[i] = target[i] < FOREGROUND ? 1 : 0;
        }
        Tensor truth = Tensor.of(result, target);
        Trainer trainer = Trainer.of(new Factorizer(settings),
                new DiceCrossEntropy(DiceCrossEntropy.CrossEntropy.BINARY), new AdamW(1e-4, 1e-5)).on(backend)
                .options(AvailableMemory.options(products)).start(shape);
        return new NetworkWork(trainer.memory(), () -> trainer.step(image, truth), trainer::close);
    }

    private static int[] space(Factorizer.Settings settings) {
        return settings.spatialSize().stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void run() {
        step.run();
    }

    @Override
    public void close() {
        device.run();
    }
}
