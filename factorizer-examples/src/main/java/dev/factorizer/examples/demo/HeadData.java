package dev.factorizer.examples.demo;

import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Simulated heads as a data set: a folder {@code case-01}, {@code case-02} … for each, with the image and its truth beside it.
 *
 * @param seed which heads
 * @param interruption how the user stops it
 */
public record HeadData(long seed, Interruption interruption) {
    /**
     * Makes heads like those that the demonstration learns from. Those of an earlier call are replaced.
     *
     * @param cases how many
     * @param folder where they go; made if missing
     * @throws IOException if something can't be written
     * @throws java.util.concurrent.CancellationException if the user stops it
     */
    public void write(int cases, Path folder) throws IOException {
        OutputFolder output = new OutputFolder(WritableFolder.open(folder).path());
        HeadSimulator simulator = new HeadSimulator(Head.load(), DemoSettings.whole().size());
        for (int i = 0; i < cases; i++) {
            interruption.check();
            write(simulator.simulate(seed, HeadSimulator.Purpose.TRAINING, i), output.head(i));
        }
    }

    /** The image and its truth, both or neither; {@return the image's file} */
    static Path write(SimulatedHead head, Path folder) throws IOException {
        Path image = folder.resolve("head.nii.gz");
        Path truth = folder.resolve("head_truth.nii.gz");
        Map<Path, NiftiImage> images = new LinkedHashMap<>();
        images.put(truth, Volumes.labelImage(head.truth(), truth));
        images.put(image, Volumes.image(head.scan()));
        NiftiImage.writeAll(images);
        return image;
    }
}
