package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTest {
    private static final int SIZE = 8;
    @TempDir
    private Path folder;

    /** A lesion of 2×2 voxels in slice 5 and a prediction of the same size elsewhere. */
    private static LesionSlice slice() {
        int voxels = SIZE * SIZE * SIZE;
        float[] image = new float[voxels];
        float[] lesion = new float[voxels];
        float[] prediction = new float[voxels];
        for (int x = 0; x < 2; x++) {
            for (int y = 0; y < 2; y++) {
                lesion[((x + 1) * SIZE + y + 1) * SIZE + 5] = 1;
                prediction[((x + 4) * SIZE + y + 4) * SIZE + 5] = 1;
            }
        }
        image[(3 * SIZE + 7) * SIZE + 5] = 100;
        return new LesionSlice(new SimulatedHead(SIZE, 4, image, lesion, new float[voxels]), prediction);
    }

    @Test
    void showsTheFullestSliceWithOutlines() {
        LesionSlice slice = slice();
        assertEquals(5, slice.fullest());
        BufferedImage picture = slice.draw(5, 6);
        assertEquals(SIZE * 6, picture.getWidth());
        assertTrue(count(picture, LesionSlice.TRUTH) > 20, "outline of the truth");
        assertTrue(count(picture, LesionSlice.PREDICTION) > 20, "outline of the prediction");
        // The bright voxel is at the front, which is up.
        assertEquals(Color.WHITE.getRGB(), picture.getRGB(3 * 6 + 3, 3));
        BufferedImage other = slice.draw(2, 6);
        assertEquals(0, count(other, LesionSlice.TRUTH) + count(other, LesionSlice.PREDICTION));
    }

    private static int count(BufferedImage picture, Color color) {
        int count = 0;
        for (int x = 0; x < picture.getWidth(); x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                count += picture.getRGB(x, y) == color.getRGB() ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void isWrittenAsPngAndNothingElse() throws IOException {
        LesionSlice slice = slice();
        CaseScore score = CaseScore.of("case-01", slice.head(), slice.prediction());
        LossCurve losses = new LossCurve(List.of(1.4, 1.2, 0.9, 0.6));
        Path file = folder.resolve("picture.png");
        new Picture(List.of(score, score), List.of(slice, slice), losses).write(file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertTrue(picture.getWidth() >= 640 && picture.getHeight() > 300, picture.toString());
        assertTrue(count(picture, LesionSlice.TRUTH) > 40);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void lossIsSmoothedOverTheLastSteps() {
        assertEquals(1.025, new LossCurve(List.of(1.4, 1.2, 0.9, 0.6)).last(), 1e-12);
        assertEquals(2, new LossCurve(Stream.iterate(0, i -> i + 1).limit(40).map(i -> i < 25 ? 9.0 : 2.0).toList()).last(),
                1e-12);
    }
}
