package dev.factorizer.models.curves;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes as TensorBoard's own writer makes them, and what a reader finds that was written here from the format's description. */
class EventFileTest {
    private static final String VERSION_AT_1 = "1800000000000000a37f4b2209000000000000f03f1a0d627261696e2e4576656e743a3286bf577a";
    private static final String LOSS_AT_2 = "1a00000000000000129bd82d09000000000000004010012a0d0a0b0a046c6f7373150000003fe20576ce";

    @TempDir
    private Path folder;

    @Test
    void bytesAreThoseOfTensorBoard() throws IOException {
        try (EventFile events = EventFile.open(folder, at(1))) {
            assertArrayEquals(HexFormat.of().parseHex(VERSION_AT_1), Files.readAllBytes(events.file()));
        }
        Path file;
        try (EventFile events = EventFile.open(folder, at(2))) {
            file = events.file();
            events.scalar("loss", 1, 0.5);
        }
        String written = HexFormat.of().formatHex(Files.readAllBytes(file));
        assertEquals(LOSS_AT_2, written.substring(VERSION_AT_1.length()));
    }

    private static Clock at(long second) {
        return Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    }

    @Test
    void aReaderFindsWhatWasWritten() throws IOException {
        byte[] png = png(5, 3);
        Path file;
        try (EventFile events = EventFile.resume(folder, 4_000_000_000L)) {
            file = events.file();
            events.scalar("val_dice_größe/ganz", 4_000_000_001L, Double.NaN);
            events.scalar("learning_rate", 0, 1e-300);
            events.image("prediction", 300, png);
        }
        List<WrittenEvent> read = WrittenEvent.of(file);
        assertEquals(5, read.size());
        assertEquals("brain.Event:2", read.get(0).version());
        assertTrue(read.get(1).isStart() && read.get(1).step() == 4_000_000_001L, "later steps of an earlier start are dropped");
        assertEquals("val_dice_größe/ganz", read.get(2).tag());
        assertEquals(4_000_000_001L, read.get(2).step());
        assertTrue(Float.isNaN(read.get(2).value()));
        assertEquals(0, read.get(3).step());
        assertEquals(0f, read.get(3).value());
        assertEquals("prediction", read.get(4).tag());
        assertArrayEquals(png, read.get(4).png());
        assertEquals(List.of(3L, 5L), read.get(4).size());
        assertFalse(read.get(4).isStart());
    }

    @Test
    void eachStartHasAFileOfItsOwn() throws IOException {
        try (EventFile first = EventFile.open(folder, at(7)); EventFile second = EventFile.open(folder, at(7))) {
            assertNotEquals(first.file(), second.file());
            first.scalar("loss", 1, 1);
            second.scalar("loss", 2, 2);
            assertEquals(1, WrittenEvent.of(first.file()).get(1).step());
            assertEquals(2, WrittenEvent.of(second.file()).get(1).step());
            assertTrue(first.file().getFileName().toString().startsWith("events.out.tfevents.0000000007."), first.file().toString());
        }
    }

    @Test
    void refusesWhatIsNoEvent() throws IOException {
        assertThrows(NoSuchFileException.class, () -> EventFile.open(folder.resolve("missing")));
        try (EventFile events = EventFile.open(folder)) {
            assertEquals("event file: step is -1, expected at least 0",
                    assertThrows(IllegalArgumentException.class, () -> events.scalar("loss", -1, 0)).getMessage());
            assertEquals("event file: the tag is empty, expected a name such as train_loss",
                    assertThrows(IllegalArgumentException.class, () -> events.scalar(" ", 1, 0)).getMessage());
            assertEquals("event file: the picture \"a\" of 30 bytes is no PNG file",
                    assertThrows(IllegalArgumentException.class, () -> events.image("a", 1, new byte[30])).getMessage());
            assertEquals(1, WrittenEvent.of(events.file()).size());
        }
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }
}
