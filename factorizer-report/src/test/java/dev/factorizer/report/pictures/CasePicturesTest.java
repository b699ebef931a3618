package dev.factorizer.report.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.volumes.CaseVolumes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class CasePicturesTest {
    private static CaseVolumes volumes(Grid grid) {
        float[] image = new float[grid.voxels()];
        float[] truth = new float[grid.voxels()];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % 97 + 1;
            truth[i] = i == image.length / 2 ? 3 : 0;
        }
        return new CaseVolumes(new Volume(grid, 1, image), new Volume(grid, 1, truth), new Volume(grid, 1, new float[image.length]));
    }

    @Test
    void thePlanesGoThroughTheLesion() throws IOException {
        CasePictures pictures = CasePictures.of(volumes(new Grid(31, 40, 25, Affine.diagonal(1, 1, 3))), Set.of(3), new IntensityWindow(0, 100), 200);
        assertEquals(List.of("axial", "coronal", "sagittal"), pictures.planes().stream().map(picture -> picture.plane().title()).toList());
        for (PlanePicture picture : pictures.planes()) {
            assertTrue(picture.truth().matches("M\\d+ \\d+H\\d+V\\d+H\\d+V\\d+Z"), picture.truth());
            assertEquals("", picture.prediction());
        }
        assertEquals(3, pictures.planes().get(1).pixelHeight());
    }

    @Test
    void aFlatImageHasOnePlane() throws IOException {
        CasePictures pictures = CasePictures.of(volumes(new Grid(30, 20, 1, Affine.diagonal(1, 1, 1))), Set.of(3), new IntensityWindow(0, 100), 200);
        assertEquals(List.of(AnatomicalPlane.AXIAL), pictures.planes().stream().map(PlanePicture::plane).toList());
    }

    @Test
    void largePicturesAreMadeSmallerAndOutlinesAreNot() throws IOException {
        CasePictures pictures = CasePictures.of(volumes(new Grid(300, 200, 3, Affine.diagonal(1, 1, 1))), Set.of(3), new IntensityWindow(0, 100), 100);
        PlanePicture axial = pictures.planes().getFirst();
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(axial.png()));
        assertEquals(300, axial.width());
        assertEquals(100, png.getWidth());
        assertEquals(67, png.getHeight());
    }

    @Test
    void scalesAreRound() throws IOException {
        CasePictures pictures = CasePictures.of(volumes(new Grid(100, 40, 25, Affine.diagonal(0.5, 1, 3))), Set.of(3), new IntensityWindow(0, 100), 200);
        assertEquals(10, pictures.planes().getFirst().scale());
    }

    @Test
    void theWindowLeavesOutTheTailsAndTheBackground() {
        Grid grid = new Grid(100, 100, 1, Affine.diagonal(1, 1, 1));
        float[] image = new float[10_000];
        for (int i = 0; i < 5000; i++) {
            image[i] = i == 17 ? 1e9f : i == 18 ? Float.NaN : 500 + i % 100;
        }
        IntensityWindow window = IntensityWindow.of(new Volume(grid, 1, image));
        assertEquals(599, window.high());
        assertTrue(window.low() >= 0 && window.low() <= 500, window::toString);
        assertEquals(255, window.gray(1e9));
        assertEquals(0, window.gray(Double.NaN));
        assertEquals(new IntensityWindow(0, 1), IntensityWindow.of(new Volume(grid, 1, new float[10_000])));
        assertThrows(IllegalArgumentException.class, () -> new IntensityWindow(1, Double.NaN));
    }

    @Test
    void aConstantImageHasAWindowToo() {
        float[] image = new float[8];
        Arrays.fill(image, -7);
        IntensityWindow window = IntensityWindow.of(new Volume(new Grid(2, 2, 2, Affine.diagonal(1, 1, 1)), 1, image));
        assertTrue(window.low() < window.high(), window::toString);
    }
}
