package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the format's own parser (huggingface/safetensors, tensor.rs), each with a file that breaks it. */
class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file(String header, int data) throws IOException {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private Path file(byte[] header, int data) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length).put(header);
        return Files.write(folder.resolve("weights.safetensors"), buffer.array());
    }

    private static void refused(Path file, String complaint) {
        var refusal = assertThrows(MalformedFileException.class, () -> Weights.read(file));
        assertTrue(refusal.getMessage().contains("weights.safetensors: ") && refusal.getMessage().contains(complaint),
                refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}|12|begins at 4, expected 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}|12|without gap
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}|8|overlap
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|begins at 0, expected 4
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|5|tensors end at 4, expected the end of the data, 5
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|3|tensors end at 4, expected the end of the data, 3
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}|8|expected 4 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}|4|expected 4 bytes
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}|4|at least 0
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}|4|two data_offsets
            {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}|4|shape 1.0
            {"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}|4|expected whole numbers
            {"a":{"dtype":"F32","shape":[null],"data_offsets":[0,4]}}|4|expected whole numbers
            {"a":{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]}}|4|expected whole numbers
            {"a":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,4]}}|4|overflows
            {"a":{"dtype":"F32","shape":[4294967296,0],"data_offsets":[0,0]}}|0|size 4294967296
            {"a":{"dtype":"F32","shape":[2000000000,500000000],"data_offsets":[0,4000000000000000000]}}|4|less than 2 GiB
            {"a":{"dtype":"F4","shape":[1],"data_offsets":[0,4]}}|4|dtype "F4"
            {"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}|4|nothing else
            {"a":{"shape":[1],"data_offsets":[0,4]}}|4|must have dtype
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}|4|nothing else
            {"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}|4|Duplicate
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}|4|Duplicate
            {"a":[]}|0|must have dtype
            {"a":1}|0|must have dtype
            {"__metadata__":[]}|0|__metadata__
            {"__metadata__":{"a":1}}|0|is not a string
            {"a"|0|not valid JSON
            {} x|0|JSON
            {}{}|0|goes on
            []|0|expected '{'
            """)
    void isRefused(String header, int data, String complaint) throws IOException {
        refused(file(header, data), complaint);
    }

    @Test
    void lengthsThatLieAreRefused() throws IOException {
        for (long length : new long[] {0, 1, 3, 100_000_001, Long.MAX_VALUE, -1}) {
            byte[] bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putLong(length)
                    .put("{}".getBytes(StandardCharsets.UTF_8)).array();
            refused(Files.write(folder.resolve("weights.safetensors"), bytes), "header length is");
        }
        for (int length = 0; length < 8; length++) {
            refused(Files.write(folder.resolve("weights.safetensors"), new byte[length]), "is " + length + " bytes long");
        }
        Files.delete(folder.resolve("weights.safetensors"));
        refused(folder.resolve("weights.safetensors"), "does not exist");
    }

    @Test
    void aHeaderOfMoreThanItsLimitIsRefusedUnread() throws IOException {
        try (var file = java.nio.channels.FileChannel.open(folder.resolve("weights.safetensors"),
                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 100_000_001));
            file.write(ByteBuffer.wrap(new byte[] {0}), 100_000_020); // a hole: takes no space
        }
        refused(folder.resolve("weights.safetensors"), "header length is 100000001, expected 2 to 100000000");
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        byte[] header = "{\"__metadata__\":{\"a\":\"xx\"}}".getBytes(StandardCharsets.UTF_8);
        header[22] = (byte) 0xC0;
        header[23] = (byte) 0x80;
        refused(file(header, 0), "UTF-8");
    }

    @Test
    void otherEncodingsOfJsonAreRefused() throws IOException {
        for (Charset encoding : List.of(StandardCharsets.UTF_16LE, Charset.forName("UTF-32LE"))) {
            String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}";
            refused(file(header.getBytes(encoding), 0), "header is not valid JSON");
        }
    }

    @Test
    void moreTensorsThanAnyNetworkHasAreRefused() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= 65536; i++) {
            header.append(i == 0 ? "" : ",").append('"').append(i).append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        refused(file(header.append('}').toString(), 0), "header has more than 65536 tensors, expected those of a network");
    }

    @Test
    void nestingWithoutEndIsRefused() throws IOException {
        refused(file("{\"a\":" + "[".repeat(1_000_000), 0), "must have dtype");
        refused(file("{\"a\":{\"shape\":" + "[".repeat(1_000_000), 0), "expected whole numbers");
    }

    @Test
    void whatIsAllowedIsRead() throws IOException {
        Weights weights = Weights.read(file("{\"b\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[]},"
                + "\"a\":{\"dtype\":\"I64\",\"shape\":[3,0],\"data_offsets\":[4,4]},"
                + "\"c\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[4,5]}}   ", 5));
        assertEquals(List.of("b", "a", "c"), List.copyOf(weights.tensors().keySet()));
        assertEquals(1, weights.tensors().get("b").elements());
        assertEquals(0, weights.tensors().get("a").elements());
        assertTrue(Weights.read(file("{}", 0)).tensors().isEmpty());
    }

    @Test
    void isReadBackAsWrittenAndPaddedToEightBytes() throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        tensors.put("z.weight", StoredTensor.of(new int[] {2, 3}, new float[] {1, -2, 3.5f, Float.NaN, 0, -0f}));
        tensors.put("a.count", StoredTensor.of(new int[] {}, new int[] {-7}));
        tensors.put("ü", StoredTensor.onBytes(ElementType.I8, new int[] {3}, new byte[] {1, -1, 0}));
        tensors.put("half", StoredTensor.onBytes(ElementType.BF16, new int[] {1}, new byte[] {(byte) 0x80, 0x3F}));
        tensors.put("none", StoredTensor.of(new int[] {0, 4}, new float[0]));
        Weights weights = new Weights(tensors, Map.of("note", "täst"));
        Path file = folder.resolve("weights.safetensors");
        weights.write(file);
        byte[] bytes = Files.readAllBytes(file);
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertEquals(0, length % 8);
        Weights read = Weights.read(file);
        assertEquals(Map.of("note", "täst"), read.metadata());
        // Widest types first, then by name.
        assertEquals(List.of("a.count", "none", "z.weight", "half", "ü"), List.copyOf(read.tensors().keySet()));
        assertArrayEquals(tensors.get("z.weight").floats(), read.tensors().get("z.weight").floats());
        assertArrayEquals(new long[] {1, -1, 0}, read.tensors().get("ü").longs());
        assertEquals(1f, read.tensors().get("half").floats()[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        weights.writeTo(out);
        assertArrayEquals(bytes, out.toByteArray());
        assertEquals(read.tensors().keySet(), Weights.parse(bytes, file).tensors().keySet());
    }

    @Test
    void everyTypeIsConverted() {
        ByteBuffer two = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        for (ElementType type : ElementType.values()) {
            two.putLong(0, -1).putLong(type.bytes(), 1);
            byte[] bytes = java.util.Arrays.copyOf(two.array(), 2 * type.bytes());
            StoredTensor tensor = StoredTensor.onBytes(type, new int[] {2}, bytes);
            double first = switch (type) {
                case BOOL, U8 -> 255;
                case U16 -> 65535;
                case U32 -> 4294967295.0;
                case U64 -> 0x1p64;
                case I8, I16, I32, I64 -> -1;
                case F16, BF16, F32, F64 -> Double.NaN;
            };
            assertEquals(first, tensor.doubles()[0], type.name());
            assertEquals((float) first, tensor.floats()[0], type.name());
            if (!Double.isNaN(first)) {
                assertEquals(1, tensor.doubles()[1], type.name());
                assertEquals(1, tensor.longs()[1], type.name());
            } else {
                assertThrows(IllegalStateException.class, tensor::longs);
            }
        }
    }

    @Test
    void goldenFilesAreReadBackAsWritten() throws IOException {
        for (Path golden : GoldenFiles.list("transforms", "", ".safetensors")) {
            Weights weights = Weights.read(golden);
            Path file = folder.resolve("weights.safetensors");
            weights.write(file);
            Weights read = Weights.read(file);
            assertEquals(weights.metadata(), read.metadata());
            assertEquals(weights.tensors().keySet(), read.tensors().keySet());
            weights.tensors().forEach((name, tensor) ->
                    assertArrayEquals(tensor.bytes(), read.tensors().get(name).bytes()));
        }
    }
}
