package dev.factorizer.examples.demo;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.ProgressDisplay;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.OneCycle;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was learned.
 *
 * @param weights of the network, by name
 * @param losses of the steps
 */
record DemoTraining(Map<String, Tensor> weights, LossCurve losses) {
    /**
     * Trains a network on simulated heads, each seen once.
     *
     * @param settings how much is learned
     * @param seed of heads and initial weights
     * @param simulator makes the heads
     * @param backend where to compute
     * @param options of the program
     * @param display told after each step
     * @param interruption asked before each step
     * @return what was learned
     * @throws java.util.concurrent.CancellationException if the user stops it
     */
    static DemoTraining run(DemoSettings settings, long seed, HeadSimulator simulator, Backend backend,
            CompileOptions options, ProgressDisplay display, Interruption interruption) {
        List<Double> losses = new ArrayList<>();
        try (HeadSupply heads = new HeadSupply(simulator, settings.preprocessing(), seed, settings);
                Trainer trainer = trainer(settings, seed, backend, options)) {
            for (int step = 1; step <= settings.steps(); step++) {
                interruption.check();
                HeadSupply.Batch batch = heads.take();
                losses.add(trainer.step(batch.images(), batch.lesions()).loss());
                display.show(step, String.format(Locale.ROOT, "loss %.3f", new LossCurve(losses).last()));
            }
            return new DemoTraining(trainer.weights(), new LossCurve(losses));
        }
    }

    private static Trainer trainer(DemoSettings settings, long seed, Backend backend, CompileOptions options) {
        return Training.of(new Factorizer(settings.network()), new DiceCrossEntropy(),
                new AdamW(settings.learningRate(), settings.weightDecay()), new OneCycle(settings.steps())).on(backend)
                .withOptions(options).withSeed(seed).start(Shape.of(settings.batch(), 1, settings.size(), settings.size(), settings.size()));
    }
}
