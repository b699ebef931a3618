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
 * @param wish what was wanted, which the shape comes near
 * @param bytes the memory that the process is expected to take
 */
record Candidate(Recipe recipe, Downsampling shape, Wish wish, long bytes) {
    /**
     * A size that is wanted.
     *
     * @param voxels of the window
     * @param cut see {@link WindowGoal#cut}
     * @param widthIndex which of the network's widths
     * @param batchSize windows in a batch
     */
    record Wish(double voxels, boolean cut, int widthIndex, int batchSize) {
        Wish withVoxels(double other) {
            return new Wish(other, cut, widthIndex, batchSize);
        }

        Wish whereCut() {
            return new Wish(voxels, true, widthIndex, batchSize);
        }

        Wish narrower() {
            return new Wish(voxels, cut, widthIndex + 1, batchSize);
        }

        Wish withBatchSize(int other) {
            return new Wish(voxels, cut, widthIndex, other);
        }
    }

    /** What {@code train} will count before its first step, so that it accepts what fits here. */
    static Candidate of(Recipe recipe, Downsampling shape, Wish wish, long largestVoxels, Backend backend) {
        return new Candidate(recipe, shape, wish, RunMemory.of(recipe, training(recipe).on(backend)
                .plan(images(recipe)), largestVoxels, backend, CompileOptions.DEFAULT).totalBytes());
    }

    /** The same, come to by another wish. */
    Candidate withWish(Wish other) {
        return new Candidate(recipe, shape, other, bytes);
    }

    static Shape images(Recipe recipe) {
        return Shape.of(recipe.length().batchSize(), recipe.model().network().inputChannels())
                .append(recipe.model().network().window().stream().mapToInt(Integer::intValue).toArray());
    }

    static Training training(Recipe recipe) {
        Training training = Training.of(recipe.model().network(), recipe.loss(), recipe.optimizer()).withSeed(recipe.seed());
        return recipe.length().clipping().map(training::withClipping).orElse(training);
    }

    int widthIndex() {
        return wish.widthIndex();
    }

    int batchSize() {
        return recipe.length().batchSize();
    }

    /** Voxels that go through the network in a step. */
    double work() {
        return batchSize() * shape.voxels();
    }
}
