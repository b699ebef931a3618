package dev.factorizer.models.planning;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.runs.RunMemory;
import dev.factorizer.models.training.Training;

/**
 * A training of some size.
 *
 * @param recipe as it would be written, but for its length
 * @param shape window and stages
 * @param voxels what was wanted of the window, which the shape comes near
 * @param widthIndex which of the network's widths
 * @param bytes the memory that the process is expected to take
 */
record Candidate(Recipe recipe, Downsampling shape, double voxels, int widthIndex, long bytes) {
    /** What {@code train} will count before its first step, so that it accepts what fits here. */
    static Candidate of(Recipe recipe, Downsampling shape, int widthIndex, long largestVoxels, Backend backend) {
        return new Candidate(recipe, shape, shape.voxels(), widthIndex, RunMemory.of(recipe, training(recipe).on(backend)
                .plan(images(recipe)), largestVoxels, backend, CompileOptions.DEFAULT).totalBytes());
    }

    /** The same, come to by another wish. */
    Candidate withVoxels(double wanted) {
        return new Candidate(recipe, shape, wanted, widthIndex, bytes);
    }

    static Shape images(Recipe recipe) {
        return Shape.of(recipe.length().batchSize(), recipe.model().network().inputChannels())
                .append(recipe.model().network().window().stream().mapToInt(Integer::intValue).toArray());
    }

    static Training training(Recipe recipe) {
        Training training = Training.of(recipe.model().network(), recipe.loss(), recipe.optimizer()).withSeed(recipe.seed());
        return recipe.length().clipping().map(training::withClipping).orElse(training);
    }

    int batchSize() {
        return recipe.length().batchSize();
    }

    /** Voxels that go through the network in a step. */
    double work() {
        return batchSize() * shape.voxels();
    }
}
