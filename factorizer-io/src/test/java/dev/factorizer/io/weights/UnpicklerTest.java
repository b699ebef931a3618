package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pickle may make, and how much of it. */
class UnpicklerTest {
    private static Object load(String latin) {
        return new Unpickler(latin.getBytes(StandardCharsets.ISO_8859_1), TorchConstructors.INSTANCE).load();
    }

    private static void refused(String latin, String complaint) {
        var refusal = assertThrows(PickleException.class, () -> load(latin));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }

    private static String repeat(String code, int times, String end) {
        return code.repeat(times) + end;
    }

    @Test
    void plainValuesOfAllProtocols() {
        assertEquals(Map.of("a", 1L, "b", List.of(2L, -1L, true)), load("}(X\1\0\0\0aK\1X\1\0\0\0b(M\2\0J\u00ff\u00ff\u00ff\u00ff\u0088lu."));
        assertEquals(Map.of("a", 7L), load("(dp0\nS'a'\nI7\nsg0\n."));
        assertEquals(List.of(true, false, 3L, 1.5), load("(lI01\naI00\naL3L\naF1.5\na."));
        assertEquals(0L, load("\u008a\0."));
        assertEquals(-256L, load("\u008a\2\0\u00ff."));
        assertEquals(2.0, load("G@\0\0\0\0\0\0\0."));
        assertEquals(List.of("x", "x"), load("\u008c\1x\u0094h\0\u0086."));
    }

    /** Places in the memo are Python's: MEMOIZE takes the number of those in use, also where one of them is that number. */
    @Test
    void theMemoIsPythons() {
        assertEquals(List.of("a", "b", "a", "b"), load("](\u008c\1aq\5\u008c\1b\u0094h\5h\1e."));
        assertEquals(List.of("a", "b", "b"), load("](\u008c\1aq\1\u008c\1b\u0094h\1e."));
        assertEquals(List.of("a", "b", "b"), load("](\u008c\1aq\0\u008c\1bp0\nj\0\0\0\0e."));
        refused("\u008c\1aq\5h\0.", "recalls object 0, which it never stored");
        refused("\u008c\1a\u0094j\1\0\0\0.", "recalls object 1, which it never stored");
        // A scanner that counts in another way sees the harmless name.
        refused("\u008c\4mathq\1\u008c\2os\u0094\u008c\6systemh\1h\1\u008c\6system\u0093.", "asks for \"os.system\"");
    }

    @Test
    void namesThatAreComputedAreRefused() {
        refused("c_codecs\nencode\nX\2\0\0\0os\u0085R\u008c\6system\u0093.", "names something by other than strings");
        refused("\u008c\2osK\1\u0093.", "names something by other than strings");
        refused("\u008c\2os\u0094\u008c\6system\u009400h\0h\1\u0093.", "asks for \"os.system\"");
        refused("\u008c\2os2\u0093.", "asks for \"os.os\"");
    }

    @Test
    void theStateOfADictIsNotItsContent() {
        assertEquals(Map.of("w", 1L), load("ccollections\nOrderedDict\n)R\u008c\1wK\1s}(\u008c\1wK\2\u008c\11__class__cmy\nC\nub."));
        refused("ctorch._utils\n_rebuild_tensor_v2\n}b.", "sets the state of an object that has none");
        refused("ctorch\nFloatStorage\n}b.", "sets the state of an object that has none");
        refused("]}b.", "sets the state of an object that has none");
    }

    @Test
    void codesThatNoPickleHasAreRefused() {
        String known = "(.012FIJKLMNPQRSTUVXabcdeghijlopqrstu}])GBC";
        for (int code = 0; code < 256; code++) {
            if (known.indexOf(code) < 0 && (code < 0x80 || code > 0x98)) {
                refused("N" + (char) code + "N0.", "pickle has code 0x" + Integer.toHexString(code) + " at byte 1");
            }
        }
        assertEquals(List.of(7L, -0.25), load("](\u0096\3\0\0\0\0\0\0\0abc0K\7F-0.25\ne."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n.", "cbuiltins\neval\n.", "c__builtin__\neval\n.", "cposix\nsystem\n.",
        "cbuiltins\ngetattr\n.", "\u008c\2os\u008c\6system\u0093.", "\u008c\23torch.serialization\u008c\11os.system\u0093.",
        "ctorch\nload\n.", "ctorch.hub\nload\n.", "cnumpy\nload\n.", "c\n\n.", "ccollections\nOrderedDict.__init__\n."})
    void anyNameThatIsNotListedIsRefused(String pickle) {
        refused(pickle, "nothing was executed");
    }

    @Test
    void callsOfWhatIsNoConstructorAreRefused() {
        refused("K\1)R.", "not a known constructor");
        refused("X\1\0\0\0a)\u0081.", "not a known constructor");
        refused("ctorch\nFloatStorage\n)R.", "storage class is called");
        refused("ccollections\nOrderedDict\nK\1\u0085R.", "OrderedDict");
        refused("ctorch._utils\n_rebuild_tensor_v2\n)R.", "_rebuild_tensor_v2");
        refused("ctorch._utils\n_rebuild_parameter\n)R.", "no tensor");
        refused("K\1}b.", "state of an object that has none");
        refused("K\1Q.", "reference that is not to a storage");
        // Persistent names, extension registries and buffers of another channel have no place in a checkpoint.
        for (String code : List.of("P", "\u0082", "\u0083", "\u0084", "\u0097", "\u0098")) {
            refused(code + "\0\0\0\0\n.", "which no state dict needs");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.", "a.", "s.", "u.", "t.", "(0.", "(.", "}K\1s.", "](K\1u.", "K\1(s.", "g0\n.", "h\1.", "p0\n.",
        "g01\n.", "K\1p01\n.", "Ix\n.", "I\n.", "Fx\n.", "S'\n.", "Sab\n.", "X\4\0\0\0ab.", "\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.",
        "T\u00ff\u00ff\u00ff\u00ff.", "\u0095\u00ff\0\0\0\0\0\0\0.", "\u0080\6.", "}(K\1u.", "}]K\1s.", "\u008a\5\1.", "G\0."})
    void whatMakesNoSenseIsRefused(String pickle) {
        assertThrows(PickleException.class, () -> load(pickle));
    }

    @Test
    void countsAreBounded() {
        refused(repeat("N", 2_000_000, "."), "stacks or remembers more than");
        refused("(" + repeat("(", 2_000_000, "."), "stacks or remembers more than");
        refused("N" + repeat("\u0094", 2_000_000, "."), "stacks or remembers more than");
        refused("]" + repeat("Na", 3_000_000, "."), "more than 4194304 steps");
        refused("]" + repeat("}a", 3_000_000, "."), "more than 4194304 steps");
        refused("\u008b\0\0\1\0" + "\1".repeat(65536) + ".", "number of 65536 bytes");
        refused("I" + "1".repeat(70_000) + "\n.", "line of more than");
        refused("I" + "1".repeat(1000) + "\n.", "1111…");
        // A list of lists of lists … is only a long chain: nothing here descends into it.
        assertTrue(load("]" + repeat("]a0]", 100, ".")) instanceof List<?>);
        assertTrue(load(repeat("]", 500_000, repeat("a", 499_999, "."))) instanceof List<?>);
    }

    @Test
    void aListThatHoldsItselfDoesNoHarm() {
        assertTrue(load("]\u0094h\0a.") instanceof List<?> list && list.getFirst() == list);
    }

    private static final String TENSOR = "ctorch._utils\n_rebuild_tensor_v2\n(";

    /** ('storage', torch.FloatStorage, key, 'cpu', elements) as a persistent reference. */
    private static String storage(String key, String elements) {
        return "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + key + "X\3\0\0\0cpu" + elements + "tQ";
    }

    private static byte[] legacy(String object, int floats) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String start = "\u0080\2\u008a\12l\u00fc\u009cF\u00f9 j\u00a8P\31.\u0080\2M\u00e9\3.\u0080\2}.";
        out.writeBytes((start + object + ".](X\1\0\0\0" + "0" + "e.").getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(8 + 4 * floats).order(ByteOrder.LITTLE_ENDIAN).putLong(floats).array());
        return out.toByteArray();
    }

    private static void refusedTensor(String arguments, String complaint) throws IOException {
        Path file = Files.createTempFile("tensor", ".pt");
        try {
            Files.write(file, legacy("}(X\1\0\0\0w" + TENSOR + arguments + "tRX\1\0\0\0v" + TENSOR
                    + storage("0", "K\4") + "K\0K\4\u0085K\1\u0085\u0089}tRu", 4));
            var refusal = assertThrows(MalformedFileException.class,
                    () -> TorchCheckpoint.read(file));
            assertTrue(refusal.getMessage().startsWith(file.toString()) && refusal.getMessage().contains(complaint),
                    refusal.getMessage());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void tensorsThatReachBeyondTheirStorageAreRefused() throws IOException {
        String four = storage("0", "K\4");
        String end = "\u0089}";
        refusedTensor(four + "K\1K\4\u0085K\1\u0085" + end, "reaches from element 1 to 4 of a storage of 4");
        refusedTensor(four + "K\0K\5\u0085K\1\u0085" + end, "to 4 of a storage of 4");
        refusedTensor(four + "K\0K\2\u0085K\4\u0085" + end, "to 4 of a storage of 4");
        refusedTensor(four + "J\u00ff\u00ff\u00ff\u00ffK\1\u0085K\1\u0085" + end, "from element -1");
        refusedTensor(four + "K\0K\2\u0085J\u00ff\u00ff\u00ff\u00ff\u0085" + end, "stride -1");
        refusedTensor(four + "K\0J\1\0\100\0\u0085K\0\u0085" + end, "expanded views are not weights");
        refusedTensor(four + "K\0J\u00ff\u00ff\u00ff\177\u0085K\0\u0085" + end, "expanded views are not weights");
        refusedTensor(four + "K\0K\2K\2\u0086K\1\u0085" + end, "equally many");
        refusedTensor(four + "K\0J\u00ff\u00ff\u00ff\u00ff\u0085K\1\u0085" + end, "tensor has size -1");
        refusedTensor(four + "\u008a\10\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\177K\2\u0085K\1\u0085" + end, "overflows");
        refusedTensor(four + "\u008a\10\0\0\0\0\0\0\0\100K\2\u0085K\1\u0085" + end, "from element 4611686018427387904");
        String huge = "\u008a\10\0\0\0\0\0\0\0\100";
        refusedTensor(four + "K\0K\2\u0085" + huge + "\u0085" + end, "to 4611686018427387904 of a storage");
        refusedTensor(four + "K\0" + "J\u00ff\u00ff\u00ff\177".repeat(3) + "\u0087K\1K\1K\1\u0087" + end, "overflows");
        // A storage of 2⁶² elements of 4 bytes has 0 bytes in 64 bits; that key is not in the file.
        refusedTensor(storage("1", huge) + "K\0K\1\u0085K\1\u0085" + end, "has no storage \"1\"");
        refusedTensor(storage("0", huge) + "K\0K\1\u0085K\1\u0085" + end, "has 16 bytes, expected 4611686018427387904");
    }

    @Test
    void manyTensorsOnOneStorageAreRefused() throws IOException {
        StringBuilder object = new StringBuilder("}(");
        int floats = 10_000;
        String one = TENSOR + storage("0", "M\20'") + "K\0M\20'\u0085K\1\u0085\u0089}tR";
        for (int i = 0; i < 40; i++) {
            object.append("X\1\0\0\0").append((char) ('0' + i)).append(one);
        }
        Path file = Files.createTempFile("views", ".pt");
        try {
            Files.write(file, legacy(object + "u", floats));
            var refusal = assertThrows(MalformedFileException.class,
                    () -> TorchCheckpoint.read(file));
            assertTrue(refusal.getMessage().contains("share their storages more than 16 times"), refusal.getMessage());
        } finally {
            Files.delete(file);
        }
        assertEquals(40, Arrays.stream(object.toString().split("_rebuild")).count() - 1);
    }
}
