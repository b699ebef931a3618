package dev.factorizer.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factorizer.io.GoldenFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nibabel reads from every golden file. */
class NiftiGoldenTest {
    static Stream<Path> descriptions() throws IOException {
        return GoldenFiles.list("io", "", ".json").stream();
    }

    @Test
    void allFilesAreThere() throws IOException {
        assertEquals(41, descriptions().count());
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void readsWhatNibabelReads(Path description) throws IOException {
        JsonNode golden = GoldenFiles.json(description);
        NiftiImage image = NiftiImage.read(description.resolveSibling(golden.get("file").textValue()));
        checkHeader(golden, image.header());
        for (int i = 0; i < 16; i++) {
            assertEquals(golden.get("affine").get(i / 4).get(i % 4).doubleValue(), image.affine()[i], 1e-6);
        }
        checkValues(golden, image);
    }

    private static void checkHeader(JsonNode golden, NiftiHeader header) {
        assertEquals(integers(golden.get("shape")), header.shape());
        assertEquals(golden.get("dtype").textValue(), header.type().label());
        assertEquals(golden.get("bigEndian").booleanValue(), header.bigEndian());
        assertEquals(golden.get("niftiVersion").intValue(), header.version());
        assertEquals(golden.get("sformCode").intValue(), header.sformCode());
        assertEquals(golden.get("qformCode").intValue(), header.qformCode());
        // Not slope and intercept: nibabel forgets them when it loads; the scaled samples and sums show them.
        assertEquals(golden.get("units").get(0).textValue(), header.spaceUnit());
        assertEquals(golden.get("units").get(1).textValue(), header.timeUnit());
        assertEquals(golden.get("description").textValue(), header.descrip());
        double[] zooms = header.zooms();
        assertEquals(golden.get("zooms").size(), zooms.length);
        for (int i = 0; i < zooms.length; i++) {
            assertEquals(golden.get("zooms").get(i).doubleValue(), zooms[i], 1e-6);
        }
        assertEquals(golden.get("extensions").size(), header.extensions().size());
        for (int i = 0; i < header.extensions().size(); i++) {
            JsonNode extension = golden.get("extensions").get(i);
            assertEquals(extension.get("code").intValue(), header.extensions().get(i).code());
            assertEquals(extension.get("bytes").intValue(), header.extensions().get(i).content().length);
        }
    }

    private static void checkValues(JsonNode golden, NiftiImage image) {
        double[] values = image.toDoubles();
        double sum = 0;
        double sumAbs = 0;
        int finite = 0;
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], image.value(i));
            if (Double.isFinite(values[i])) {
                sum += values[i];
                sumAbs += Math.abs(values[i]);
                finite++;
            }
        }
        assertEquals(golden.get("finite").intValue(), finite);
        assertEquals(golden.get("sumAbs").doubleValue(), sumAbs, 1e-12 * sumAbs);
        assertEquals(golden.get("sum").doubleValue(), sum, 1e-12 * sumAbs);
        assertTrue(golden.get("samples").size() > 0);
        for (JsonNode sample : golden.get("samples")) {
            int index = 0;
            List<Integer> at = integers(sample.get("index"));
            for (int i = at.size() - 1; i >= 0; i--) {
                index = index * image.header().shape().get(i) + at.get(i);
            }
            checkSample(sample.get("value"), image, index);
        }
    }

    private static void checkSample(JsonNode expected, NiftiImage image, int index) {
        if (expected.isArray()) {
            double[] colors = {image.value(3 * index), image.value(3 * index + 1), image.value(3 * index + 2)};
            assertArrayEquals(new double[] {expected.get(0).doubleValue(), expected.get(1).doubleValue(),
                expected.get(2).doubleValue()}, colors);
        } else if (expected.isTextual()) {
            assertEquals(switch (expected.textValue()) {
                case "nan" -> Double.NaN;
                case "inf" -> Double.POSITIVE_INFINITY;
                default -> Double.NEGATIVE_INFINITY;
            }, image.value(index));
        } else {
            assertEquals(expected.doubleValue(), image.value(index), 1e-12 * Math.abs(expected.doubleValue()));
        }
    }

    private static List<Integer> integers(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.intValue()));
        return values;
    }
}
