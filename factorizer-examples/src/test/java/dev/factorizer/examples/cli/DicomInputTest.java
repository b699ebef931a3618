package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM as the input of commands: a folder or archive with two series, which are the channels of a model. */
class DicomInputTest {
    private static final int COLUMNS = 11;
    private static final int ROWS = 9;
    private static final int SLICES = 7;

    @TempDir
    private Path folder;
    private Path bundle;
    private Path study;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        study = Files.createDirectories(folder.resolve("study"));
        output = folder.resolve("out");
        for (int series = 4; series <= 5; series++) {
            SplittableRandom random = new SplittableRandom(series);
            for (int slice = 0; slice < SLICES; slice++) {
                Files.write(study.resolve(series + "-" + (SLICES - slice)), slice(series, slice, random));
            }
        }
    }

    private static byte[] slice(int series, int slice, SplittableRandom random) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * COLUMNS * ROWS).order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putShort((short) (1 + random.nextInt(1000)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        element(out, 0x00020010, "UI", "1.2.840.10008.1.2.1\0");
        element(out, 0x00080018, "UI", "1.2." + series + "." + (10 + slice) + "\0");
        element(out, 0x00080060, "CS", "MR");
        element(out, 0x0020000e, "UI", "1.2." + series);
        element(out, 0x00200011, "IS", series + " ");
        element(out, 0x00200032, "DS", String.format(Locale.ROOT, "-20\\-30\\%04d", 3 * slice));
        element(out, 0x00200037, "DS", "1\\0\\0\\0\\1\\0 ");
        element(out, 0x00280004, "CS", "MONOCHROME2 ");
        number(out, 0x00280010, ROWS);
        number(out, 0x00280011, COLUMNS);
        element(out, 0x00280030, "DS", "2.5\\1.5 ");
        number(out, 0x00280100, 16);
        number(out, 0x00280101, 16);
        number(out, 0x00280102, 15);
        number(out, 0x00280103, 0);
        out.writeBytes(ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 0x7fe0).putShort((short) 0x10)
                .put((byte) 'O').put((byte) 'W').putShort((short) 0).putInt(pixels.capacity()).array());
        out.writeBytes(pixels.array());
        return out.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, String kind, String value) {
        element(out, tag, kind, (value.length() % 2 == 0 ? value : value + " ").getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteArrayOutputStream out, int tag, int value) {
        element(out, tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
    }

    private static void element(ByteArrayOutputStream out, int tag, String kind, byte[] value) {
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putShort((short) (tag >>> 16)).putShort((short) tag)
                .put(kind.getBytes(StandardCharsets.US_ASCII)).putShort((short) value.length).array());
        out.writeBytes(value);
    }

    @Test
    void severalSeriesAreListed() {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", study, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.err().contains(study + ": holds 2 series or parts of one, expected a single one; choose it by its number"), run.err());
        assertTrue(run.err().contains("\n  4: MR 7 axial slices of 11×9, UID 1.2.4\n"), run.err());
        assertTrue(run.err().contains("\n  5: MR 7 axial slices of 11×9, UID 1.2.5\n"), run.err());
    }

    @Test
    void twoSeriesAreTwoChannels() throws IOException {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", study, "--series", 5, 4, "--output", output);
        assertEquals(0, run.code(), run.err());
        Volume labels = Volumes.read(output.resolve("study_seg.nii.gz"));
        Volume scan = Volumes.read(new ScanFiles(List.of(study), List.of("5")));
        assertTrue(labels.grid().isNear(scan.grid(), 1e-4), labels.toString());
        JsonNode record = new JsonMapper().readTree(output.resolve("study_seg.json").toFile());
        assertEquals("[\"study\"]", record.get("inputs").toString());
        assertEquals("[\"5\",\"4\"]", record.get("series").toString());
        // The same from an archive, and from a NIfTI file for one of them.
        Path zip = folder.resolve("study.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip)); var files = Files.list(study)) {
            for (Path file : files.toList()) {
                out.putNextEntry(new ZipEntry("a/" + file.getFileName()));
                out.write(Files.readAllBytes(file));
            }
        }
        Path second = folder.resolve("second.nii");
        Volumes.write(Volumes.read(new ScanFiles(List.of(study), List.of("4"))), second);
        Path other = folder.resolve("other");
        run = CommandRun.of("predict", "--model", bundle, "--input", zip, second, "--series", "1.2.5", "--output", other);
        assertEquals(0, run.code(), run.err());
        assertArrayEquals(labels.voxels(), Volumes.read(other.resolve("study_seg.nii.gz")).voxels());
    }

    @Test
    void seriesOnOtherGridsAreNamed() throws IOException {
        try (var files = Files.list(study)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("5")).toList()) {
                Files.write(file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).replace("-20\\-30", "-21\\-30")
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", study, "--series", 4, 5, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.err().contains(study + ": series 5 has the affine "), run.err());
        assertTrue(run.err().contains(" as in " + study + ", series 4, within "), run.err());
        run = CommandRun.of("predict", "--model", bundle, "--input", study, "--series", 4, 5, "--resample", "--output", output);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().contains(study + ", series 5: its 11×9×7 voxels were resampled onto the grid of " + study + ", series 4"), run.err());
    }

    @Test
    void aFolderMayBeNamedByDots() throws IOException {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", study.resolve("../study/."), "--series", 5, 4, "--output", output);
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.exists(output.resolve("study_seg.nii.gz")));
    }

    @Test
    void otherCommandsTakeSeriesToo() throws IOException {
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", study, "--series", 5, 4, "--output", output).code());
        Path truth = output.resolve("study_seg.nii.gz");
        CommandRun run = CommandRun.of("sweep-iterations", "--model", bundle, "--input", study, "--series", 5, 4, "--truth", truth, "--output",
                folder.resolve("measured"));
        assertEquals(0, run.code(), run.err());
        run = CommandRun.of("explain", "--model", bundle, "--input", study, "--series", 5, 4, "--top", 1, "--output", folder.resolve("maps"));
        assertEquals(0, run.code(), run.err());
        run = CommandRun.of("sweep-iterations", "--model", bundle, "--input", study, "--series", "--truth", truth, "--output", folder.resolve("no"));
        assertTrue(run.err().contains("--series: found no name, expected one behind it"), run.err());
    }

    @Test
    void foldersOfDicomAreCasesOfADataSet() throws IOException {
        Path scans = Files.createDirectories(folder.resolve("scans"));
        for (String name : List.of("a", "b")) {
            Path one = Files.createDirectories(scans.resolve(name));
            for (int slice = 0; slice < SLICES; slice++) {
                Files.copy(study.resolve("4-" + (slice + 1)), one.resolve("slice" + slice));
            }
        }
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--cases", scans, "--output", output, "--json");
        JsonNode cases = new JsonMapper().readTree(run.out()).get("result").get("cases");
        assertEquals(List.of("a", "b"), cases.valueStream().map(one -> one.get("name").textValue()).toList());
        // Each was read as an image of one channel, and the model has two.
        assertTrue(cases.valueStream().allMatch(one -> one.get("sentence").textValue().contains("1 channel")), run.out());
    }
}
