package dev.factorizer.io.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.IIOImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 7;

    @TempDir
    private Path folder;

    private static int value(int x, int y, int channel, int most) {
        return (x * 31 + y * 57 + channel * 91 + 5) * 137 % (most + 1);
    }

    private static BufferedImage picture(int type, int most) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int channel = 0; channel < image.getRaster().getNumBands(); channel++) {
                    image.getRaster().setSample(x, y, channel, value(x, y, channel, most));
                }
            }
        }
        return image;
    }

    private Path written(BufferedImage image, String ending) throws IOException {
        Path file = folder.resolve("picture." + ending);
        assertTrue(ImageIO.write(image, ending, file.toFile()), ending);
        return file;
    }

    private void holds(Path file, int channels, int most) throws IOException {
        Volume volume = Volumes.read(file);
        assertEquals(new Grid(WIDTH, HEIGHT, 1, Affine.diagonal(-1, -1, 1)), volume.grid());
        assertEquals(channels, volume.channels());
        for (int channel = 0; channel < channels; channel++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int y = 0; y < HEIGHT; y++) {
                    assertEquals(value(x, y, channel, most), volume.voxels()[(channel * WIDTH + x) * HEIGHT + y]);
                }
            }
        }
        assertEquals(file + ": is a picture, which has no geometry; its pixels are taken to be 1 mm apart, in one slice",
                volume.warnings().getLast());
        assertEquals(channels, Volumes.outline(file).channels());
        assertEquals(volume.grid(), Volumes.outline(file).frame().grid());
        assertTrue(PictureFile.isPicture(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff", "bmp"})
    void grayAndColorsAreWhatTheFileSays(String ending) throws IOException {
        holds(written(picture(BufferedImage.TYPE_BYTE_GRAY, 255), ending), 1, 255);
        holds(written(picture(BufferedImage.TYPE_3BYTE_BGR, 255), ending), 3, 255);
        if (!ending.equals("bmp")) {
            holds(written(picture(BufferedImage.TYPE_USHORT_GRAY, 65535), ending), 1, 65535);
        }
    }

    @Test
    void aJpegIsReadAsNearAsItKeepsIt() throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                image.setRGB(x, y, 0xff0000 & (x * 4) << 16 | y * 5 << 8 | 40);
            }
        }
        Volume volume = Volumes.read(written(image, "jpg"));
        assertEquals(3, volume.channels());
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 48; y++) {
                assertEquals(x * 4, volume.voxels()[x * 48 + y], 12);
                assertEquals(y * 5, volume.voxels()[64 * 48 + x * 48 + y], 12);
            }
        }
        BufferedImage gray = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        assertEquals(1, Volumes.read(written(gray, "jpg")).channels());
    }

    @Test
    void transparencyIsLeftOutWithAWarning() throws IOException {
        Path file = written(picture(BufferedImage.TYPE_4BYTE_ABGR, 255), "png");
        holds(file, 3, 255);
        assertEquals(file + ": has transparent pixels, or a channel for them, which was left out", Volumes.read(file).warnings().getFirst());
    }

    @Test
    void aPaletteStandsForItsColors() throws IOException {
        byte[] ramp = {0, 50, 100, (byte) 200};
        byte[] other = {0, 0, 9, 9};
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, ramp, other, ramp));
        image.getRaster().setSample(2, 3, 0, 3);
        Volume colors = Volumes.read(written(image, "png"));
        assertEquals(3, colors.channels());
        assertEquals(200, colors.voxels()[2 * HEIGHT + 3]);
        assertEquals(9, colors.voxels()[WIDTH * HEIGHT + 2 * HEIGHT + 3]);
        BufferedImage bits = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        bits.getRaster().setSample(1, 2, 0, 1);
        Volume mask = Volumes.read(written(bits, "png"));
        assertEquals(1, mask.channels());
        assertEquals(255, mask.voxels()[HEIGHT + 2]);
    }

    @Test
    void labelsAreWrittenAndReadAgain() throws IOException {
        for (int most : new int[] {255, 1000}) {
            float[] labels = new float[WIDTH * HEIGHT];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (i * 37L + most) % (most + 1);
            }
            labels[0] = most;
            Grid grid = new Grid(WIDTH, HEIGHT, 1, Affine.diagonal(-1, -1, 1));
            Path file = folder.resolve("labels.png");
            Volumes.writeLabels(new Volume(grid, 1, labels), file);
            assertArrayEquals(labels, Volumes.read(file).voxels());
            BufferedImage read = ImageIO.read(file.toFile());
            assertEquals(WIDTH, read.getWidth());
            assertEquals(labels[5 * HEIGHT + 2], read.getRaster().getSample(5, 2, 0));
        }
        Grid deep = new Grid(2, 2, 2, Affine.diagonal(1, 1, 1));
        assertEquals(folder.resolve("x.png") + ": 2×2×2 voxels can't be written as a picture, expected one slice",
                assertThrows(IllegalArgumentException.class, () -> Volumes.writeLabels(new Volume(deep, 1, new float[8]), folder.resolve("x.png")))
                        .getMessage());
        assertFalse(Files.exists(folder.resolve("x.png")));
    }

    private String refused(Path file) {
        String message = assertThrows(MalformedFileException.class, () -> Volumes.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.lines().count() == 1, message);
        return message.substring((file + ": ").length());
    }

    /** What the header claims costs no memory. */
    @Test
    void aHeaderThatClaimsTooMuchIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(written(picture(BufferedImage.TYPE_BYTE_GRAY, 255), "png"));
        for (int size : new int[] {11_000, 100_000, Integer.MAX_VALUE}) {
            ByteBuffer.wrap(bytes).putInt(16, size).putInt(20, size);
            CRC32 crc = new CRC32();
            crc.update(bytes, 12, 17);
            ByteBuffer.wrap(bytes).putInt(29, (int) crc.getValue());
            Path file = folder.resolve("claims.png");
            Files.write(file, bytes);
            assertTrue(refused(file).startsWith("has " + size + " × " + size + " pixels in "), refused(file));
        }
    }

    /** Nothing but a picture or one sentence, wherever a file ends and whichever byte is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff", "bmp", "jpg"})
    void damagedFilesAreRefusedInOneSentence(String ending) throws IOException {
        byte[] bytes = Files.readAllBytes(written(picture(BufferedImage.TYPE_3BYTE_BGR, 255), ending));
        Path file = folder.resolve("damaged");
        int refused = 0;
        for (int length = 20; length < bytes.length - 40; length += 7) {
            Files.write(file, Arrays.copyOf(bytes, length));
            refused(file);
        }
        for (int at = 10; at < bytes.length; at += 3) {
            byte[] changed = bytes.clone();
            changed[at] ^= 0x55;
            Files.write(file, changed);
            try {
                Volumes.read(file);
            } catch (MalformedFileException e) {
                assertEquals(1, e.getMessage().lines().count());
                refused++;
            }
        }
        assertTrue(refused > 0, ending);
    }

    @Test
    void severalPagesAreRefused() throws IOException {
        Path file = folder.resolve("pages.tif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int page = 0; page < 2; page++) {
                writer.writeToSequence(new IIOImage(picture(BufferedImage.TYPE_BYTE_GRAY, 255), null, null), null);
            }
            writer.endWriteSequence();
        }
        assertEquals("has 2 pages, expected a picture of one", refused(file));
    }

    @Test
    void severalPicturesAreChannels() throws IOException {
        Path first = written(picture(BufferedImage.TYPE_BYTE_GRAY, 255), "png");
        Path second = written(picture(BufferedImage.TYPE_3BYTE_BGR, 255), "bmp");
        assertEquals(4, Volumes.read(List.of(first, second)).channels());
    }
}
