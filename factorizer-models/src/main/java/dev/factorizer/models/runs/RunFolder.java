package dev.factorizer.models.runs;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The folder of a recipe's trainings on one data set, and the names of what is in it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    /** {@return the recipe as it was resolved: with it, the data and the seed all numbers are made again} */
    public Path recipe() {
        return path.resolve("recipe.yaml");
    }

    /** {@return which cases each fold is trained on and validated with, in the form of nnU-Net's {@code splits_final.json}} */
    public Path splits() {
        return path.resolve("splits.json");
    }

    /** {@return the file that a user makes to end the trainings here after the step that they are in} */
    public Path stop() {
        return path.resolve("STOP");
    }

    /** {@return where prepared cases are kept unless another folder is chosen} */
    public Path cache() {
        return path.resolve("cache");
    }

    /**
     * {@return the folder of one training}
     *
     * @param fold its number; empty for the training on all cases
     */
    public FoldFolder fold(OptionalInt fold) {
        return new FoldFolder(path.resolve(fold.isPresent() ? "fold_" + fold.getAsInt() : "fold_all"));
    }
}
