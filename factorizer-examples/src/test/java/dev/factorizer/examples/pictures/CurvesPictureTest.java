package dev.factorizer.examples.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.curves.CurveDrawing;
import dev.factorizer.models.curves.TrainingCurves;
import dev.factorizer.models.curves.TrainingCurves.StepPoint;
import dev.factorizer.models.curves.TrainingCurves.ValidationPoint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesPictureTest {
    /** Of the smoothed loss, the mean Dice, the rate and the waiting. */
    private static final int BLUE = 0xFF1F5FBF;

    @Test
    void eachQuarterHasItsCurve(@TempDir Path folder) throws IOException {
        List<StepPoint> steps = LongStream.rangeClosed(1, 2000).mapToObj(step -> new StepPoint(step,
                step == 1500 ? Double.NaN : 1 / Math.sqrt(step), 1e-3 * step, 0.9, 0.1)).toList();
        TrainingCurves curves = new TrainingCurves(steps, List.of(new ValidationPoint(1000, 0.5, Map.of("a", 0.4, "b", 0.6)),
                new ValidationPoint(2000, 0.8, Map.of("a", 0.7, "b", 0.9))), List.of(), 2000);
        CurveDrawing drawing = CurvesPicture::write;
        Path file = folder.resolve("curves.png");
        drawing.write(curves, file);
        BufferedImage picture = ImageIO.read(file.toFile());
        assertEquals(4, quartersWithBlue(picture));
        assertEquals(picture.getWidth(), new CurvesPicture(curves).draw().getWidth());
    }

    @Test
    void aTrainingThatHasJustBegunIsDrawn() {
        assertEquals(0, quartersWithBlue(new CurvesPicture(new TrainingCurves(List.of(), List.of(), List.of(), 0)).draw()));
        TrainingCurves one = new TrainingCurves(List.of(new StepPoint(1, Double.NaN, 1e-3, 0, 0)),
                List.of(new ValidationPoint(1, Double.NaN, Map.of("a", Double.NaN))), List.of(), 1);
        assertTrue(quartersWithBlue(new CurvesPicture(one).draw()) >= 1, "the learning rate of one step is a point");
    }

    private static int quartersWithBlue(BufferedImage picture) {
        int width = picture.getWidth() / 2;
        int height = picture.getHeight() / 2;
        int quarters = 0;
        for (int i = 0; i < 4; i++) {
            for (int rgb : picture.getRGB(i % 2 * width, i / 2 * height, width, height, null, 0, width)) {
                if (rgb == BLUE) {
                    quarters++;
                    break;
                }
            }
        }
        return quarters;
    }
}
