package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.examples.pictures.PictureFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The figures of docs/explanation.md are what this code draws; a new one lies in target/figures. */
class BrainFiguresTest {
    private static final Path KEPT = Path.of("../docs/figures");
    private static final Path DRAWN = Path.of("target/figures");
    /** Another processor may round another way. */
    private static final int TOLERANCE = 2;
    private static final long MOST_BYTES = 200_000;

    @Test
    void figuresAreThoseOfThePage() throws IOException {
        Map<String, BufferedImage> figures = new LinkedHashMap<>();
        try (Backend backend = Backends.named("jvm")) {
            BrainFigures brain = new BrainFigures(backend);
            figures.put("components.png", brain.components());
            figures.put("windows.png", brain.windows());
            figures.put("iterations.png", brain.iterations());
            // As the page says.
            assertEquals(2.063, brain.error(0), 5e-4);
            assertEquals(0.514, brain.error(1), 5e-4);
            assertEquals(0.135, brain.error(5), 5e-4);
            assertEquals(0.121, brain.error(50), 5e-4);
        }
        Files.createDirectories(DRAWN);
        for (Map.Entry<String, BufferedImage> figure : figures.entrySet()) {
            PictureFile.write(figure.getValue(), DRAWN.resolve(figure.getKey()));
            Path kept = KEPT.resolve(figure.getKey());
            assertTrue(Files.isRegularFile(kept) && Files.size(kept) < MOST_BYTES, kept + " is missing or large");
            assertEquals(0, differing(ImageIO.read(kept.toFile()), figure.getValue()), figure.getKey() + ": pixels that differ from the one"
                    + " that was drawn now, " + DRAWN.resolve(figure.getKey()).toAbsolutePath());
        }
    }

    private static int differing(BufferedImage kept, BufferedImage drawn) {
        assertEquals(kept.getWidth(), drawn.getWidth());
        assertEquals(kept.getHeight(), drawn.getHeight());
        int differing = 0;
        for (int x = 0; x < kept.getWidth(); x++) {
            for (int y = 0; y < kept.getHeight(); y++) {
                for (int shift : new int[] {0, 8, 16}) {
                    int off = (kept.getRGB(x, y) >> shift & 0xFF) - (drawn.getRGB(x, y) >> shift & 0xFF);
                    differing += Math.abs(off) > TOLERANCE ? 1 : 0;
                }
            }
        }
        return differing;
    }
}
