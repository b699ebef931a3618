package dev.factorizer.io.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both formats under one set of rules: what a file is, where its weights are, what they are called. */
class StateDictReaderTest {
    private static final String W = "}" + Pickles.text("w") + Pickles.tensor(2, "") + "s";

    @TempDir
    private Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static Weights read(Path file, String key) throws IOException {
        return StateDictReader.read(file, key, WrapperNames::plain);
    }

    private static String refused(Path file, String key) {
        String message = assertThrows(MalformedFileException.class, () -> read(file, key)).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        return message.substring((file + ": ").length());
    }

    private static byte[] safetensors(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array();
    }

    private static String entry(String name, String type, int from, int to) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[" + from + "," + to + "]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "MODEL.SAFETENSORS", "model.SafeTensors", "model.bin", "model.pt", "model"})
    void theContentTellsTheFormat(String name) throws IOException {
        Path file = file(name, safetensors("{" + entry("w", "F32", 0, 4) + "}", 4));
        assertEquals(Set.of("w"), read(file, "").tensors().keySet());
        for (byte[] torch : List.of(Pickles.legacy(W, 2), Pickles.zip(W, 2, ZipEntry.STORED))) {
            assertArrayEquals(new float[] {1, 2}, read(file(name, torch), "").tensors().get("w").floats());
        }
    }

    @Test
    void safetensorsFollowTheRulesOfCheckpoints() throws IOException {
        Path file = file("a.safetensors", safetensors("{" + entry("module.w", "F32", 0, 4) + "," + entry("module._orig_mod.b",
                "F32", 4, 8) + ",\"__metadata__\":null}", 8));
        assertEquals(List.of("w", "b"), List.copyOf(read(file, "").tensors().keySet()));
        assertEquals(List.of("module.w", "module._orig_mod.b"), List.copyOf(Weights.read(file).tensors().keySet()));
        assertEquals("has no tensor under \"ema\"; found \"module.w\", \"module._orig_mod.b\"", refused(file, "ema"));
        assertEquals("has no tensor under \"mod\"; found \"module.w\", \"module._orig_mod.b\"", refused(file, "mod"));
        file = file("b.safetensors", safetensors("{" + entry("ema.net.w", "F32", 0, 4) + "," + entry("net.w", "F32", 4, 8)
                + "}", 8));
        assertEquals(Set.of("net.w"), read(file, "ema").tensors().keySet());
        assertEquals(Set.of("w"), read(file, "ema.net").tensors().keySet());
    }

    @ParameterizedTest
    @CsvSource({"F8_E4M3, 1", "F8_E5M2, 1", "F8_E8M0, 1", "F4, 1", "F6_E2M3, 1", "C64, 8", "I4, 1"})
    void typesThatAreNotReadMatterOnlyAmongTheWeights(String type, int bytes) throws IOException {
        Path file = file("a.safetensors", safetensors("{" + entry("model.w", "F32", 0, 4) + "," + entry("extra.x", type, 4,
                4 + bytes) + "}", 4 + bytes));
        assertEquals(Set.of("w"), read(file, "model").tensors().keySet());
        assertTrue(refused(file, "").startsWith("tensor \"extra.x\" has dtype \"" + type + "\", expected one of [BOOL, "));
        assertTrue(assertThrows(MalformedFileException.class, () -> Weights.read(file)).getMessage().contains(type));
    }

    @Test
    void keysLeadThroughDicts() throws IOException {
        String inner = "}" + Pickles.text("b") + W + "s";
        Path file = file("a.pt", Pickles.legacy("}(" + Pickles.text("a") + inner + Pickles.text("a.c") + W
                + Pickles.text("epoch") + "K\3u", 2));
        for (String key : List.of("a.b", "a.c")) {
            assertEquals(Set.of("w"), read(file, key).tensors().keySet());
        }
        assertEquals("has no dict under \"a.x\"; under \"a\" found \"b\"", refused(file, "a.x"));
        assertEquals("has no dict under \"epoch\"; found \"a\", \"a.c\", \"epoch\"", refused(file, "epoch"));
        assertEquals("has no dict under \"x.y\"; found \"a\", \"a.c\", \"epoch\"", refused(file, "x.y"));
        assertEquals("has no dict under \"a.b.w\"; under \"a.b\" found \"w\"", refused(file, "a.b.w"));
        assertEquals("has several state dicts; name one of the keys \"a.b\", \"a.c\"", refused(file, ""));
    }

    @Test
    void theOnlyDictOfTensorsIsTaken() throws IOException {
        for (String key : List.of("generator", "weights", "ema")) {
            Path file = file("a.pt", Pickles.legacy("}(" + Pickles.text(key) + W + Pickles.text("epoch") + "K\3"
                    + Pickles.text("model") + "}" + Pickles.text("depth") + "K\3su", 2));
            assertEquals(Set.of("w"), read(file, "").tensors().keySet());
        }
        Path nested = file("b.pt", Pickles.legacy("}(" + Pickles.text("state_dict") + "}" + Pickles.text("model") + W + "su", 2));
        assertEquals(Set.of("w"), read(nested, "").tensors().keySet());
        Path own = file("c.pt", Pickles.zip("}q\0(" + Pickles.text("model") + "h\0" + Pickles.text("x") + "h\0u", 2,
                ZipEntry.STORED));
        assertTrue(refused(own, "").startsWith("has no state dict"));
        Path whole = file("d.pt", Pickles.zip("cmy.project\nNet\n)\u0081}b", 2, ZipEntry.STORED));
        assertEquals("holds an object of my.project.Net, expected a dict; save the state_dict() of a network, not the network"
                + " itself", refused(whole, ""));
        assertTrue(refused(file("e.pt", Pickles.legacy("}(K\1" + Pickles.tensor(2, "") + "u", 2)), "")
                .startsWith("state dict has a whole number as a name"));
    }

    @Test
    void aTensorBesideTheOnlyDictOfTensorsDoesNotMatter() throws IOException {
        String two = "}(" + Pickles.text("w") + Pickles.tensor(2, "") + Pickles.text("b") + Pickles.tensor(2, "") + "u";
        for (String dict : List.of(two, "}" + Pickles.text("network_1") + two + "s")) {
            Path file = file("a.pt", Pickles.legacy("}(" + Pickles.text("best") + Pickles.tensor(1, "").replace("K\1tQ", "K\2tQ")
                    + Pickles.text("epoch") + "K\3" + Pickles.text("model_state") + dict + "u", 2));
            assertEquals(Set.of("w", "b"), read(file, "").tensors().keySet());
        }
        // As many tensors beside it: which of them are the weights is a question.
        Path file = file("b.pt", Pickles.legacy("}(" + Pickles.text("best") + Pickles.tensor(2, "") + Pickles.text("ema") + W
                + "u", 2));
        assertTrue(refused(file, "").startsWith("state dict has an entry \"ema\" that is a dict"));
    }

    @Test
    void aWholeNetworkInsteadOfItsWeightsIsSaid() throws IOException {
        String whole = "cmy.project\nNet\n)\u0081}b";
        Path file = file("a.pt", Pickles.zip("}(" + Pickles.text("model") + whole + Pickles.text("epoch") + "K\3u", 2, ZipEntry.STORED));
        assertEquals("has no state dict: neither a dict of tensors nor one of the keys [state_dict, model, network_weights,"
                + " model_state_dict, net, network], found \"model\", \"epoch\"; \"model\" is an object of my.project.Net, save the"
                + " state_dict() of a network, not the network itself", refused(file, ""));
        assertEquals("holds an object of my.project.Net under \"model\", expected a dict; save the state_dict() of a network, not the"
                + " network itself", refused(file, "model"));
        for (String several : List.of("](" + W + whole + "e", W + whole + "\u0086")) {
            assertTrue(refused(file("b.pt", Pickles.legacy(several, 2)), "").endsWith(", expected a dict; save the state_dict() of"
                    + " a network, or a dict that has it under a key"));
        }
    }

    @Test
    void theByteOrderIsHonouredOrRefused() throws IOException {
        for (String order : List.of("little", "big", " little\n", "middle", "", "LITTLE")) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                Pickles.put(out, "a/data.pkl", Pickles.latin(W + "."), ZipEntry.STORED);
                Pickles.put(out, "a/byteorder", Pickles.latin(order), ZipEntry.STORED);
                Pickles.put(out, "a/data/0", new byte[] {0, 0, 0, 64, 64, 0, 0, 0}, ZipEntry.STORED);
            }
            Path file = file("a.pt", bytes.toByteArray());
            if (order.strip().equals("little") || order.equals("big")) {
                assertEquals(2, read(file, "").tensors().get("w").floats()[order.equals("big") ? 1 : 0], order);
            } else {
                assertEquals("has the byte order \"" + order + "\", expected little or big", refused(file, ""));
            }
        }
    }

    @Test
    void anArchiveOfSomethingElseSaysWhatIsInIt() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            Pickles.put(out, "readme.txt", new byte[3], ZipEntry.STORED);
            Pickles.put(out, "weights/model.pt", new byte[3], ZipEntry.STORED);
        }
        assertEquals("is a zip archive without NAME/data.pkl, expected a PyTorch checkpoint; found \"readme.txt\","
                + " \"weights/model.pt\"", refused(file("a.pt", bytes.toByteArray()), ""));
    }

    @Test
    void whatIsNoWeightsIsCalledByItsName() throws IOException {
        assertEquals("is empty, expected a PyTorch checkpoint or safetensors", refused(file("a.pt", new byte[0]), ""));
        String expected = ", expected a PyTorch checkpoint or safetensors";
        assertEquals("is an HTML page, such as a server's login or error page" + expected + "; download the file itself",
                refused(file("a.pt", "\n<!DOCTYPE html><html>".getBytes(StandardCharsets.UTF_8)), ""));
        assertEquals("is a git LFS pointer, which only stands for a file" + expected + "; fetch that with git lfs pull",
                refused(file("a.pt", "version https://git-lfs.github.com/spec/v1\noid".getBytes(StandardCharsets.UTF_8)), ""));
        assertTrue(refused(file("a.safetensors", "<html>".getBytes(StandardCharsets.UTF_8)), "").startsWith("is an HTML page"));
        assertTrue(refused(file("a.safetensors", new byte[20]), "").startsWith("is only zeros"));
        assertThrows(IllegalArgumentException.class, () -> StateDictReader.read(file("b.pt", Pickles.legacy(W, 2)), "",
                names -> Map.of("v", "w")));
        assertTrue(refused(file("a.pt", new byte[] {0x1f, (byte) 0x8b, 8, 0}), "").startsWith("is gzip data"));
        assertTrue(refused(file("a.pt", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8)), "").startsWith("is JSON text"));
        assertTrue(refused(file("a.pt", Pickles.latin("\u0089HDF\r\n\u001a\n")), "").startsWith("is an HDF5 file"));
        assertTrue(refused(file("a.pt", Pickles.latin("PK\5\6" + "\0".repeat(18))), "").startsWith("is a zip archive"));
        byte[] tar = Arrays.copyOf(new byte[0], 600);
        System.arraycopy(Pickles.latin("ustar"), 0, tar, 257, 5);
        assertTrue(refused(file("a.pt", tar), "").startsWith("is a tar archive"));
        assertTrue(refused(file("a.pt", new byte[] {1, 2, 3, 4}), "").startsWith("is neither a zip archive nor a pickle"));
        assertEquals("is a pickle of a dict without PyTorch's magic number before it; write it by torch.save",
                refused(file("a.pt", Pickles.latin("\u0080\4}.")), ""));
        assertEquals("is a folder, expected a file with weights", refused(folder, ""));
        assertEquals("does not exist, expected a file with weights", refused(folder.resolve("none.pt"), ""));
        assertEquals("is in the format safetensors, expected a PyTorch checkpoint", assertThrows(MalformedFileException.class,
                () -> TorchCheckpoint.read(file("s", safetensors("{}", 0)))).getMessage().replaceFirst(".*: ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.pt", "model.safetensors"})
    void pipesAreRefusedUnopened(String name) throws IOException, InterruptedException {
        Path pipe = folder.resolve(name);
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertTrue(refused(pipe, "").startsWith("is a device, pipe or socket, expected a file with weights"));
            assertThrows(MalformedFileException.class, () -> Weights.read(pipe));
            assertThrows(MalformedFileException.class, () -> TorchCheckpoint.read(pipe));
        });
    }

    /** Between the names and the numbers, another program cuts the file off, writes into it or replaces it. */
    @ParameterizedTest
    @ValueSource(strings = {"stored", "deflated", "safetensors"})
    void filesThatChangeWhileTheyAreRead(String form) throws IOException {
        byte[] bytes = switch (form) {
            case "stored" -> Pickles.zip(W, 2, ZipEntry.STORED);
            case "deflated" -> Pickles.zip(W, 2, ZipEntry.DEFLATED);
            default -> safetensors("{" + entry("w", "F32", 0, 4) + "}", 4);
        };
        for (int left : new int[] {0, 1, 40, bytes.length / 2}) {
            Path file = file(form, bytes);
            String message = assertThrows(MalformedFileException.class, () -> StateDictReader.read(file, "", names -> {
                write(file, Arrays.copyOf(bytes, left));
                return WrapperNames.plain(names);
            })).getMessage();
            assertTrue(message.startsWith(file + ": ") && message.lines().count() == 1, message);
        }
        Path file = file(form, bytes);
        float[] before = read(file, "").tensors().get("w").floats();
        assertArrayEquals(before, StateDictReader.read(file, "", names -> {
            write(folder.resolve("other"), new byte[3]);
            assertTrue(folder.resolve("other").toFile().renameTo(file.toFile()));
            return WrapperNames.plain(names);
        }).tensors().get("w").floats());
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void linksToFilesAreFollowed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.pt"), file("a.pt", Pickles.legacy(W, 2)));
        assertEquals(Set.of("w"), read(link, "").tensors().keySet());
    }

    @Test
    void damagedArchivesHaveTheirWords() throws IOException {
        byte[] zip = Pickles.zip(W, 2, ZipEntry.DEFLATED);
        for (int comment : new int[] {1, 7, 1000, 65535}) {
            byte[] wrong = zip.clone();
            wrong[zip.length - 2] = (byte) comment;
            wrong[zip.length - 1] = (byte) (comment >> 8);
            assertTrue(refused(file("a.pt", wrong), "").startsWith("is not a readable zip archive: "), "comment " + comment);
        }
        for (int length = 5; length < zip.length; length += 7) {
            String message = refused(file("a.pt", Arrays.copyOf(zip, length)), "");
            assertTrue(message.startsWith("is not a readable zip archive: ") && !message.contains("null")
                    && message.endsWith("; it is damaged or cut off, copy or download it again"), message);
        }
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(two)) {
            Pickles.put(out, "a/data.pkl", Pickles.latin("}."), ZipEntry.STORED);
            Pickles.put(out, "b/data.pkl", Pickles.latin("}."), ZipEntry.STORED);
        }
        assertEquals("has more than one pickle, in \"a/\", \"b/\", expected one", refused(file("a.pt", two.toByteArray()), ""));
        two.reset();
        try (ZipOutputStream out = new ZipOutputStream(two)) {
            Pickles.put(out, "a/data.pkl", Pickles.latin("}."), ZipEntry.STORED);
            Pickles.put(out, "a/constants.pkl", Pickles.latin("}."), ZipEntry.STORED);
        }
        assertTrue(refused(file("a.pt", two.toByteArray()), "").startsWith("is a program of TorchScript"));
    }

    @Test
    void cutOffLegacyFilesSayWhere() throws IOException {
        byte[] whole = Pickles.legacy(W, 2);
        assertEquals("ends in storage \"0\", which has 2 elements of 4 bytes, of which 5 bytes are there; the file is cut off, copy"
                + " or download it again", refused(file("a.pt", Arrays.copyOf(whole, whole.length - 3)), ""));
        assertEquals("ends before storage \"0\"; the file is cut off, copy or download it again",
                refused(file("a.pt", Arrays.copyOf(whole, whole.length - 9)), ""));
        for (int length = 2; length < whole.length; length++) {
            String message = refused(file("a.pt", Arrays.copyOf(whole, length)), "");
            assertTrue(message.contains("cut off") || message.contains("are left"), message);
        }
    }

    @Test
    void namesInMessagesAreShownNotObeyed() throws IOException {
        Path file = file("a.pt", Pickles.zip("}" + Pickles.text("\u001b[2J\n\7w") + "K\1s", 2, ZipEntry.STORED));
        assertEquals("has no dict under \"a\"; found \"\\u001b[2J\\n\\u0007w\"", refused(file, "a"));
    }
}
