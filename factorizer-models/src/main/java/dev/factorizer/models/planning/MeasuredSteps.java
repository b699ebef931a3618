package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.training.Trainer;
import java.util.SplittableRandom;

/** Takes a few steps of a training on made-up images. */
final class MeasuredSteps implements StepClock {
    private static final long SEED = 1;
    private static final int MOST_STEPS = 6;
    private static final double ENOUGH_SECONDS = 8;
    private static final double NANOSECONDS = 1e9;

    private final Backend backend;

    MeasuredSteps(Backend backend) {
        this.backend = backend;
    }

    /** The fastest of some steps: the first ones compile, and what else the machine does makes them only slower. */
    @Override
    public double seconds(Recipe recipe) {
        Shape images = Candidate.images(recipe);
        SplittableRandom random = new SplittableRandom(SEED);
        try (Trainer trainer = Candidate.training(recipe).on(backend).start(images)) {
            Shape results = images.with(1, recipe.model().network().outputChannels());
            Shape targets = recipe.loss().targets(results);
            int labels = recipe.regions().isPresent() ? 2 : recipe.model().network().outputChannels();
            float[] image = new float[Math.toIntExact(images.elements())];
            float[] target = new float[Math.toIntExact(targets.elements())];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextGaussian();
            }
            for (int i = 0; i < target.length; i++) {
                target[i] = random.nextInt(labels);
            }
            double fastest = Double.POSITIVE_INFINITY;
            long started = System.nanoTime();
            for (int step = 0; step < MOST_STEPS && (step == 0 || System.nanoTime() - started < ENOUGH_SECONDS * NANOSECONDS); step++) {
                long before = System.nanoTime();
                trainer.step(Tensor.of(images, image), Tensor.of(targets, target));
                fastest = Math.min(fastest, (System.nanoTime() - before) / NANOSECONDS);
            }
            return fastest * recipe.length().accumulation();
        }
    }
}
