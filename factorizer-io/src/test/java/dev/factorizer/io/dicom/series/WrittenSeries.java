package dev.factorizer.io.dicom.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A series that a test writes: slices of 4×3 pixels, 2 mm apart, whose pixels say where they are. */
final class WrittenSeries {
    static final int COLUMNS = 4;
    static final int ROWS = 3;
    static final String UID = "1.2.826.0.1.7";

    private WrittenSeries() { }

    /** The pixel of a slice. */
    static int pixel(int slice, int column, int row) {
        return 100 * slice + 10 * row + column;
    }

    /** One slice, axial, at a height in mm; its number is in the pixels and is also InstanceNumber - 1. */
    static DicomBytes slice(int number, double height) {
        int[] pixels = new int[COLUMNS * ROWS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixel(number, i % COLUMNS, i / COLUMNS);
        }
        return new DicomBytes()
                .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                .text(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
                .text(0x00080018, "UI", UID + "." + (number + 1))
                .text(0x00080060, "CS", "CT")
                .text(0x0008103e, "LO", "Head")
                .decimals(0x00180050, 2)
                .text(0x0020000e, "UI", UID)
                .text(0x00200011, "IS", "4")
                .text(0x00200013, "IS", String.valueOf(number + 1))
                .decimals(0x00200032, -10, -20, height)
                .decimals(0x00200037, 1, 0, 0, 0, 1, 0)
                .number(0x00280002, 1)
                .text(0x00280004, "CS", "MONOCHROME2")
                .number(0x00280010, ROWS)
                .number(0x00280011, COLUMNS)
                .decimals(0x00280030, 0.5, 0.75)
                .number(0x00280100, 16)
                .number(0x00280101, 16)
                .number(0x00280102, 15)
                .number(0x00280103, 0)
                .decimals(0x00281052, -1000)
                .decimals(0x00281053, 2)
                .words(0x7fe00010, "OW", pixels);
    }

    /** Writes slices at heights, in this order. */
    static void write(Path folder, double... heights) throws IOException {
        for (int i = 0; i < heights.length; i++) {
            write(folder, i, slice(i, heights[i]));
        }
    }

    static Path write(Path folder, int number, DicomBytes slice) throws IOException {
        return Files.write(folder.resolve(String.format(Locale.ROOT, "IM%05d", number)), slice.file());
    }

    /** The value that a voxel has. */
    static float value(int slice, int column, int row) {
        return 2f * pixel(slice, column, row) - 1000;
    }

    /** The only series of a place. */
    static Volume read(Path place) throws IOException {
        return DicomCollection.of(place).only().read();
    }

    /** Why a place is refused; the message names something in it. */
    static String refusal(Path place) {
        String message = assertThrows(MalformedFileException.class, () -> read(place)).getMessage();
        assertTrue(message.startsWith(place.toString()), message);
        return message;
    }

    /** Checks each voxel of slices along the third axis. */
    static void assertSlices(Volume volume, int channel, int... slices) {
        for (int z = 0; z < slices.length; z++) {
            for (int y = 0; y < ROWS; y++) {
                for (int x = 0; x < COLUMNS; x++) {
                    assertEquals(value(slices[z], x, y), volume.value(channel, x, y, z), "voxel " + x + ", " + y + ", " + z);
                }
            }
        }
        assertEquals(slices.length, volume.grid().z());
    }
}
