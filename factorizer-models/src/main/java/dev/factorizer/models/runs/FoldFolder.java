package dev.factorizer.models.runs;

import dev.factorizer.models.training.Resumption;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder of one training: its checkpoints, its log and its models.
 *
 * @param path the folder
 */
public record FoldFolder(Path path) {
    /** {@return the file that is locked as long as a process trains here} */
    public Path lock() {
        return path.resolve("lock");
    }

    /** {@return the recipe that this training has, which may be shorter or less patient than the run's is by now} */
    public Path recipe() {
        return path.resolve("recipe.yaml");
    }

    /** {@return what happened, a JSON object per line} */
    public Path log() {
        return path.resolve("log.jsonl");
    }

    /** {@return the model that was best on the validation cases; not there before the first validation, nor without such cases} */
    public Path best() {
        return path.resolve("best.bundle");
    }

    /** {@return the model of the last step; not there before the training has ended} */
    public Path last() {
        return path.resolve("last.bundle");
    }

    /** {@return machine, versions, time and hashes of the inputs, in JSON} */
    public Path record() {
        return path.resolve("run.json");
    }

    /** {@return the curves as a picture} */
    public Path curves() {
        return path.resolve("curves.png");
    }

    /** Whether a training was saved here. */
    boolean hasCheckpoint() throws IOException {
        return Resumption.isIn(path);
    }
}
