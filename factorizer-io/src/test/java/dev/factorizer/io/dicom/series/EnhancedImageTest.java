package dev.factorizer.io.dicom.series;

import static dev.factorizer.io.dicom.series.WrittenSeries.COLUMNS;
import static dev.factorizer.io.dicom.series.WrittenSeries.ROWS;
import static dev.factorizer.io.dicom.series.WrittenSeries.assertSlices;
import static dev.factorizer.io.dicom.series.WrittenSeries.pixel;
import static dev.factorizer.io.dicom.series.WrittenSeries.read;
import static dev.factorizer.io.dicom.series.WrittenSeries.refusal;
import static dev.factorizer.io.dicom.series.WrittenSeries.slice;
import static dev.factorizer.io.dicom.series.WrittenSeries.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of several frames, and mosaics: several slices in one file. */
class EnhancedImageTest {
    private static final int SHARED = 0x52009229;
    private static final int PER_FRAME = 0x52009230;
    private static final int FRAMES = 0x00280008;

    @TempDir
    private Path folder;

    private static DicomBytes frame(double height) {
        return new DicomBytes().sequence(0x00209113, new DicomBytes().decimals(0x00200032, -10, -20, height));
    }

    private static DicomBytes shared() {
        return new DicomBytes()
                .sequence(0x00209116, new DicomBytes().decimals(0x00200037, 1, 0, 0, 0, 1, 0))
                .sequence(0x00289110, new DicomBytes().decimals(0x00280030, 0.5, 0.75).decimals(0x00180050, 2))
                .sequence(0x00289145, new DicomBytes().decimals(0x00281052, -1000).decimals(0x00281053, 2));
    }

    /** An image whose frames carry the numbers from 0; nothing that places them is outside of the groups. */
    private static DicomBytes image(DicomBytes... frames) {
        int[] pixels = new int[COLUMNS * ROWS * frames.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixel(i / (COLUMNS * ROWS), i % COLUMNS, i / COLUMNS % ROWS);
        }
        DicomBytes image = slice(0, 0).text(FRAMES, "IS", String.valueOf(frames.length)).sequence(SHARED, shared())
                .sequence(PER_FRAME, frames).words(0x7fe00010, "OW", pixels);
        for (int tag : List.of(0x00200032, 0x00200037, 0x00280030, 0x00281052, 0x00281053, 0x00180050)) {
            image.without(tag);
        }
        return image;
    }

    @Test
    void framesAreSortedByPosition() throws IOException {
        Path file = write(folder, 0, image(frame(4), frame(0), frame(6), frame(2)));
        Volume volume = read(folder);
        assertSlices(volume, 0, 1, 3, 0, 2);
        assertTrue(Affine.of(-0.75, 0, 0, 10, 0, -0.5, 0, 20, 0, 0, 2, 0, 0, 0, 0, 1).isNear(volume.grid().affine(), 1e-9));
        // As a file of its own it is one input, also beside another.
        Volume twice = Volumes.read(file, file);
        assertEquals(2, twice.channels());
        assertSlices(twice, 1, 1, 3, 0, 2);
    }

    @Test
    void aFramesOwnGroupsGoFirst() throws IOException {
        write(folder, 0, image(frame(0).sequence(0x00289145, new DicomBytes().decimals(0x00281052, 1).decimals(0x00281053, 3)), frame(2)));
        Volume volume = read(folder);
        assertEquals(3 * pixel(0, 3, 2) + 1, volume.value(0, 3, 2, 0));
        assertEquals(2 * pixel(1, 3, 2) - 1000, volume.value(0, 3, 2, 1));
    }

    @Test
    void diffusionAndTimesAreChannels() throws IOException {
        DicomBytes[] frames = new DicomBytes[6];
        for (int i = 0; i < 6; i++) {
            frames[i] = frame(2 * (i / 2)).sequence(0x00189117, new DicomBytes().real(0x00189087, i % 2 == 0 ? 1000 : 0));
        }
        write(folder, 0, image(frames));
        Volume volume = read(folder);
        assertSlices(volume, 0, 1, 3, 5);
        assertSlices(volume, 1, 0, 2, 4);
        assertTrue(volume.warnings().getFirst().contains("DiffusionBValue (0, 1000)"), volume.warnings().getFirst());
    }

    @Test
    void stacksAreParts() throws IOException {
        DicomBytes[] frames = new DicomBytes[5];
        for (int i = 0; i < 5; i++) {
            frames[i] = frame(2 * i).sequence(0x00209111, new DicomBytes().text(0x00209056, "SH", i < 3 ? "1" : "2"));
        }
        write(folder, 0, image(frames));
        DicomCollection found = DicomCollection.of(folder);
        assertSlices(found.named("4/1").read(), 0, 0, 1, 2);
        assertSlices(found.named("4/2").read(), 0, 3, 4);
    }

    @Test
    void framesWithoutAPlaceAreRefused() throws IOException {
        write(folder, 0, image(frame(0), new DicomBytes().text(0x00200011, "IS", "1")));
        assertTrue(refusal(folder).contains("has a frame without PlanePositionSequence"));
        write(folder, 0, image(frame(0), frame(2)).without(PER_FRAME));
        assertTrue(refusal(folder).contains("has 2 frames and no PerFrameFunctionalGroupsSequence"));
        write(folder, 0, image(frame(0), frame(2)).text(FRAMES, "IS", "3"));
        assertTrue(refusal(folder).contains("has 2 items, expected 3 as in NumberOfFrames"));
        write(folder, 0, image(frame(0), frame(2)).text(FRAMES, "IS", "2000000000"));
        assertTrue(refusal(folder).contains("has 2 items, expected 2000000000"));
        write(folder, 0, image(frame(0), frame(2)).text(FRAMES, "IS", "0"));
        assertTrue(refusal(folder).contains("NumberOfFrames (0028,0008) is 0, expected at least 1"));
    }

    /** Siemens's header in its second form. */
    private static byte[] csa(String count, String... normal) {
        ByteBuffer bytes = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("SV10".getBytes(StandardCharsets.ISO_8859_1)).putInt(0x01020304).putInt(2).putInt(77);
        field(bytes, "NumberOfImagesInMosaic", "US", count);
        field(bytes, "SliceNormalVector", "FD", normal);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void field(ByteBuffer bytes, String name, String kind, String... values) {
        bytes.put(Arrays.copyOf(name.getBytes(StandardCharsets.ISO_8859_1), 64)).putInt(values.length)
                .put(Arrays.copyOf(kind.getBytes(StandardCharsets.ISO_8859_1), 4)).putInt(0).putInt(6).putInt(77);
        for (int i = 0; i < 6; i++) {
            byte[] text = i < values.length ? (values[i] + "\0").getBytes(StandardCharsets.ISO_8859_1) : new byte[0];
            bytes.putInt(text.length).putInt(text.length).putInt(77).putInt(text.length);
            bytes.put(Arrays.copyOf(text, (text.length + 3) / 4 * 4));
        }
    }

    /** Three tiles of 4×3 in a mosaic of 2×2, numbered from the left and from above. */
    private static DicomBytes mosaic(byte[] csa) {
        int[] pixels = new int[4 * COLUMNS * ROWS];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % (2 * COLUMNS);
            int y = i / (2 * COLUMNS);
            pixels[i] = pixel(x / COLUMNS + y / ROWS * 2, x % COLUMNS, y % ROWS);
        }
        return slice(0, 0).text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\MOSAIC").number(0x00280010, 2 * ROWS).number(0x00280011, 2 * COLUMNS)
                .text(0x00290010, "LO", "SIEMENS CSA HEADER").raw(0x00291010, "OB", csa).words(0x7fe00010, "OW", pixels);
    }

    @Test
    void mosaicsAreCut() throws IOException {
        write(folder, 0, mosaic(csa("3", "0.0", "0.0", "1.0")));
        Volume volume = read(folder);
        assertSlices(volume, 0, 0, 1, 2);
        // Half of the difference between mosaic and tile further inside: 2 columns of 0.75, 1.5 rows of 0.5.
        assertTrue(Affine.of(-0.75, 0, 0, 10 - 1.5, 0, -0.5, 0, 20 - 0.75, 0, 0, 2, 0, 0, 0, 0, 1).isNear(volume.grid().affine(), 1e-9),
                volume.grid().affine().toString());
        write(folder, 0, mosaic(csa("3", "0.0", "0.0", "-1.0")));
        volume = read(folder);
        assertSlices(volume, 0, 2, 1, 0);
        assertEquals(-4, volume.grid().affine().get(2, 3));
    }

    @Test
    void mosaicsThatCantBeCutAreRefused() throws IOException {
        write(folder, 0, mosaic(new byte[] {1, 2, 3, 4}));
        assertTrue(refusal(folder).contains("is a mosaic of a Siemens scanner") && refusal(folder).contains("which say how to cut it"));
        write(folder, 0, mosaic(csa("1000000000", "0", "0", "1")));
        assertTrue(refusal(folder).contains("NumberOfImagesInMosaic is 1.0E9, expected a whole number from 1 to 10000"));
        write(folder, 0, mosaic(csa("3", "0", "1", "0")));
        assertTrue(refusal(folder).contains("at right angles to ImageOrientationPatient"));
        byte[] lying = csa("3", "0", "0", "1");
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(16 + 84 + 4, Integer.MAX_VALUE);
        write(folder, 0, mosaic(lying));
        assertTrue(refusal(folder).contains("which say how to cut it"));
    }

    @Test
    void mosaicsThatWereResampledAreSlices() throws IOException {
        write(folder, 0, mosaic(csa("5", "0", "0", "1")));
        Volume volume = read(folder);
        assertEquals("8×6×1", volume.grid().describeSizes());
        assertTrue(volume.warnings().stream().anyMatch(warning -> warning.contains("can't be cut into 3×3 tiles; each is taken as one slice")),
                volume.warnings().toString());
    }
}
