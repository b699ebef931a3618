package dev.factorizer.examples.demo;

import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Where the demonstration writes, and under which names. Nothing is written elsewhere; files of an earlier demonstration are
 * replaced, others stay.
 *
 * @param root the folder
 */
record OutputFolder(Path root) {
    /**
     * Makes the folder and tries to write in it.
     *
     * @param root the folder; made if missing
     * @return the folder
     * @throws IOException if it is no folder or can't be written to
     */
    static OutputFolder open(Path root) throws IOException {
        OutputFolder folder = new OutputFolder(WritableFolder.open(root).path());
        ModelBundle.requireWritable(folder.bundle(), List.of());
        AtomicFile.requireWritable(List.of(folder.picture(), folder.result()), List.of());
        return folder;
    }

    /** {@return the bundle of the trained model} */
    Path bundle() {
        return root.resolve("lesions.bundle");
    }

    /** {@return the picture, a PNG file} */
    Path picture() {
        return root.resolve("picture.png");
    }

    /** {@return settings, losses and scores, a JSON file} */
    Path result() {
        return root.resolve("result.json");
    }

    /**
     * The files of a head.
     *
     * @param index which one, from 0
     * @return an existing folder of its own
     * @throws IOException if it can't be made
     */
    Path head(int index) throws IOException {
        return Files.createDirectories(root.resolve(name(index)));
    }

    /**
     * The name of a head.
     *
     * @param index which one, from 0
     * @return a short name
     */
    static String name(int index) {
        return String.format(Locale.ROOT, "case-%02d", index + 1);
    }
}
