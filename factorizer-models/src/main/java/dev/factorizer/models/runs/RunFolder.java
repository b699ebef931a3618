package dev.factorizer.models.runs;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a recipe's trainings on one data set, and the names of what is in it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
    private static final Pattern FOLD = Pattern.compile("fold_(0|[1-9]\\d{0,3})");

    /** {@return the recipe as it was resolved, for all that is trained from now on; what each fold has is in {@link FoldFolder#recipe}} */
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

    /**
     * Deletes the file {@link #stop}, which has done its work, unless a training is running here: that may not have seen it yet.
     *
     * @throws IOException if the folder can't be read or written
     */
    public void forgetStop() throws IOException {
        if (!Files.exists(stop())) {
            return;
        }
        try (DirectoryStream<Path> folds = Files.newDirectoryStream(path, "fold_*")) {
            for (Path fold : folds) {
                if (RunLock.isHeld(new FoldFolder(fold).lock())) {
                    return;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(stop());
    }

    /**
     * {@return the folds whose training has left a {@linkplain FoldFolder#last last model}, by their number}
     *
     * @throws IOException if the folder can't be read
     */
    public SortedMap<Integer, FoldFolder> trainedFolds() throws IOException {
        SortedMap<Integer, FoldFolder> folds = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "fold_*")) {
            for (Path fold : found) {
                Matcher number = FOLD.matcher(fold.getFileName().toString());
                if (number.matches() && Files.exists(new FoldFolder(fold).last())) {
                    folds.put(Integer.parseInt(number.group(1)), new FoldFolder(fold));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return folds;
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
