package dev.factorizer.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Files of scanners, against what pydicom reads. */
class RealDicomTest {
    private static final Path FOLDER = Path.of("../../shared/data/dicom");
    private static final Path SERIES = Path.of("../../shared/data/dicom-series/ct");

    private static boolean isMissing(Path folder) {
        if (!Files.isDirectory(folder)) {
            System.out.println("RealDicomTest: left out, there is no " + folder);
        }
        return !Files.isDirectory(folder);
    }

    /** {@code sum(int(pydicom.dcmread(f).pixel_array.astype(int).sum()) for f in glob.glob("dicom-series/ct/*"))}, pydicom 3.0.2. */
    @Test
    void slicesOfAScannerInJpeg2000() throws IOException {
        if (isMissing(SERIES)) {
            return;
        }
        double sum = 0;
        double largest = 0;
        int slices = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SERIES)) {
            for (Path file : files) {
                DicomFile slice = DicomFile.read(file);
                assertEquals("1.2.840.10008.1.2.4.90", slice.transferSyntax().uid());
                double[] values = slice.frames().frame(0);
                assertEquals(512 * 512, values.length);
                sum += Arrays.stream(values).sum();
                largest = Math.max(largest, Arrays.stream(values).max().orElseThrow());
                slices++;
            }
        }
        assertEquals(20, slices);
        assertEquals(2096491781.0, sum);
        assertEquals(2863, largest);
    }

    @Test
    void filesAreReadAsByPydicom() throws IOException {
        if (isMissing(FOLDER)) {
            return;
        }
        JsonNode files = new JsonMapper().readTree(FOLDER.resolve("index.json").toFile()).get("files");
        assertEquals(14, files.size());
        for (var entry : files.properties()) {
            check(DicomFile.read(FOLDER.resolve(entry.getKey())), entry.getValue());
        }
    }

    static void check(DicomFile file, JsonNode expected) throws IOException {
        String name = file.name().toString();
        DicomDataset dataset = file.dataset();
        assertEquals(expected.get("transferSyntax").asText(), file.transferSyntax().uid(), name);
        assertEquals(expected.get("modality").asText(), dataset.text(Tag.MODALITY).orElseThrow(), name);
        assertEquals(expected.get("rows").asInt(), dataset.integer(Tag.ROWS).orElseThrow(), name);
        checkNumbers(expected.get("pixelSpacing"), dataset.numbers(Tag.PIXEL_SPACING), name);
        checkNumbers(expected.get("imagePositionPatient"), dataset.numbers(Tag.IMAGE_POSITION_PATIENT), name);
        checkNumbers(expected.get("imageOrientationPatient"), dataset.numbers(Tag.IMAGE_ORIENTATION_PATIENT), name);
        if (expected.has("pixels")) {
            String message = assertThrows(MalformedFileException.class, file::frames).getMessage();
            assertTrue(message.contains("pixels") || message.contains("PixelData (7fe0,0010) has 8130 bytes"), message);
            return;
        }
        DicomFrames frames = file.frames();
        assertEquals(expected.get("rows").asInt(), frames.rows(), name);
        assertEquals(expected.get("columns").asInt(), frames.columns(), name);
        assertEquals(expected.get("frames").asInt(), frames.count(), name);
        assertEquals(expected.get("bitsStored").asInt(), frames.bitsStored(), name);
        assertEquals(expected.get("signed").asBoolean(), frames.isSigned(), name);
        double sum = 0;
        double smallest = Double.MAX_VALUE;
        double largest = -Double.MAX_VALUE;
        double last = 0;
        for (int i = 0; i < frames.count(); i++) {
            double[] values = frames.frame(i);
            sum += Arrays.stream(values).sum();
            smallest = Math.min(smallest, Arrays.stream(values).min().orElseThrow());
            largest = Math.max(largest, Arrays.stream(values).max().orElseThrow());
            last = values[values.length - 1];
        }
        assertEquals(expected.get("sum").asDouble(), sum, name);
        assertEquals(expected.get("smallest").asDouble(), smallest, name);
        assertEquals(expected.get("largest").asDouble(), largest, name);
        assertEquals(expected.get("corners").get(0).asDouble(), frames.frame(0)[0], name);
        assertEquals(expected.get("corners").get(1).asDouble(), last, name);
    }

    private static void checkNumbers(JsonNode expected, double[] found, String name) {
        double[] numbers = new double[expected.size()];
        Arrays.setAll(numbers, i -> expected.get(i).asDouble());
        assertArrayEquals(numbers, found, name);
    }
}
