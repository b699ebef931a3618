package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.networks.Factorizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures in, pictures out. */
class PicturePredictionTest {
    private static final int WIDTH = 20;
    private static final int HEIGHT = 14;

    @TempDir
    private Path folder;

    private Path bundle() throws IOException {
        ModelRecipe recipe = new ModelRecipe(Factorizer.Settings.swin(3, 1, List.of(8, 8), List.of(8, 16)), List.of("red", "green", "blue"),
                Preprocessing.none(), new Labels(List.of(new Region("vessel", 255))));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(7, spec.name(), spec.shape())));
        }
        Path bundle = folder.resolve("vessels.bundle");
        new TrainedModel(recipe, weights, Map.of()).write(bundle);
        return bundle;
    }

    private Path picture(String name, long seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        Path file = Files.createDirectories(folder.resolve("photographs")).resolve(name);
        assertTrue(ImageIO.write(image, "png", file.toFile()));
        return file;
    }

    @Test
    void thePredictionOfAPictureIsAPicture() throws IOException {
        Path bundle = bundle();
        Path output = folder.resolve("found");
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", picture("eye.png", 3), "--output", output, "--backend", "jvm");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains("eye.png: is a picture, which has no geometry"), run.err());
        BufferedImage labels = ImageIO.read(output.resolve("eye_seg.png").toFile());
        assertEquals(List.of(WIDTH, HEIGHT), List.of(labels.getWidth(), labels.getHeight()));
        boolean found = false;
        boolean background = false;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int label = labels.getRaster().getSample(x, y, 0);
                found |= label == 255;
                background |= label == 0;
            }
        }
        assertTrue(found && background, "all pixels are alike");
        assertTrue(Files.readString(output.resolve("eye_seg.json")).contains("eye_seg.png"));
    }

    @Test
    void aFolderOfPicturesIsLeftOutWhereItIsDone() throws IOException {
        Path bundle = bundle();
        picture("a.png", 1);
        picture("b.png", 2);
        Path output = folder.resolve("found");
        Object[] arguments = {"predict", "--model", bundle, "--cases", folder.resolve("photographs"), "--output", output, "--resume",
            "--probabilities", "--backend", "jvm"};
        CommandRun run = CommandRun.of(arguments);
        assertEquals(0, run.code(), run.err());
        FileTime first = Files.getLastModifiedTime(output.resolve("a_seg.png"));
        assertTrue(Files.exists(output.resolve("b_probabilities.nii.gz")));
        Files.delete(output.resolve("b_seg.png"));
        CommandRun again = CommandRun.of(arguments);
        assertEquals(0, again.code(), again.err());
        assertEquals(first, Files.getLastModifiedTime(output.resolve("a_seg.png")));
        assertTrue(Files.exists(output.resolve("b_seg.png")));
    }
}
