package dev.factorizer.io.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    @TempDir
    Path folder;

    private static ModelBundle bundle(float weight) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("inputChannels", 2);
        settings.put("widths", List.of(8, 16));
        settings.put("compression", null);
        settings.put("mlpRatio", 4.5);
        settings.put("windows", Map.of("kind", "shifted"));
        settings.put("many", 1L << 40);
        Weights weights = new Weights(Map.of("stem.weight", StoredTensor.of(new int[] {3}, new float[] {weight, 2, 3}),
                "head.bias", StoredTensor.of(new int[] {}, new float[] {-1})), Map.of());
        return new ModelBundle(new NetworkDescription("factorizer", settings), List.of("dwi", "adc"),
                Preprocessing.isles22(), Labels.isles22(), new Tiling(64), Map.of("seed", 7), weights);
    }

    private static void assertSame(ModelBundle expected, ModelBundle found) {
        assertEquals(expected.network(), found.network());
        assertEquals(expected.channels(), found.channels());
        assertEquals(expected.preprocessing(), found.preprocessing());
        assertEquals(expected.labels(), found.labels());
        assertEquals(expected.tiling(), found.tiling());
        assertEquals(expected.provenance(), found.provenance());
        assertEquals(expected.weights().tensors().keySet(), found.weights().tensors().keySet());
        expected.weights().tensors().forEach((name, tensor) ->
                assertArrayEquals(tensor.floats(), found.weights().tensors().get(name).floats()));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void refused(Path path, String... parts) {
        var refusal = assertThrows(MalformedFileException.class, () -> ModelBundle.read(path));
        assertTrue(refusal.getMessage().startsWith(path.toString()), refusal.getMessage());
        for (String part : parts) {
            assertTrue(refusal.getMessage().contains(part), refusal.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stroke.bundle", "stroke.zip"})
    void isReadBackAsWritten(String name) throws IOException {
        Path path = folder.resolve(name);
        bundle(1).write(path);
        assertSame(bundle(1), ModelBundle.read(path));
        bundle(9).write(path);
        assertSame(bundle(9), ModelBundle.read(path));
        assertEquals(List.of(name), files());
    }

    @Test
    void allStepsAndLabelsSurvive() throws IOException {
        Path path = folder.resolve("model");
        for (Preprocessing steps : List.of(Preprocessing.none(), Preprocessing.brats23(), Preprocessing.recipe(1.5, 96))) {
            ModelBundle one = bundle(1);
            Labels labels = new Labels(Labels.brats23().regions(), 0.25,
                    List.of("whole tumor", "enhancing tumor", "tumor core"));
            ModelBundle made = new ModelBundle(one.network(), List.of("T1"), steps, labels, new Tiling(List.of(8, 16, 4), 0,
                    WindowWeights.CONSTANT, List.of(List.of(), List.of(0), List.of(1, 2))),
                    Map.of(), one.weights());
            made.write(path);
            assertSame(made, ModelBundle.read(path));
        }
    }

    @Test
    void classesThatExcludeEachOtherSurvive() throws IOException {
        Path path = folder.resolve("model");
        ModelBundle one = bundle(1);
        Labels classes = Labels.exclusive(List.of(new Region("background", 0), new Region("liver", 7)));
        new ModelBundle(one.network(), one.channels(), one.preprocessing(), classes, one.tiling(), Map.of(), one.weights()).write(path);
        assertEquals(classes, ModelBundle.read(path).labels());
        String text = Files.readString(path.resolve("bundle.json"));
        assertTrue(text.contains("\"activation\" : \"softmax\"") && !text.contains("threshold"), text);
        assertEquals("labels: regions are [background = 0], expected values from 1 to 65535; 0 is for the background"
                + " among classes that exclude each other", assertThrows(IllegalArgumentException.class,
                        () -> new Labels(List.of(new Region("background", 0)))).getMessage());
        assertEquals("labels: regions are [liver = 7], expected at least two classes that exclude each other",
                assertThrows(IllegalArgumentException.class,
                        () -> Labels.exclusive(List.of(new Region("liver", 7)))).getMessage());
        assertEquals("labels: regions are [a = 1, b = 1], expected at least one, each with a name"
                + " and a value of its own", assertThrows(IllegalArgumentException.class,
                        () -> Labels.exclusive(List.of(new Region("a", 1), new Region("b", 1)))).getMessage());
    }

    @Test
    void aTemperatureIsKeptAndOneOfOneIsNotWritten() throws IOException {
        ModelBundle plain = bundle(1);
        assertEquals(1, plain.temperature());
        ModelBundle warm = new ModelBundle(plain.network(), plain.channels(), plain.preprocessing(), plain.labels(), plain.tiling(), 1.75,
                plain.provenance(), plain.weights());
        Path path = folder.resolve("warm");
        warm.write(path);
        assertTrue(Files.readString(path.resolve("bundle.json")).contains("\"temperature\" : 1.75"));
        assertEquals(1.75, ModelBundle.read(path).temperature());
        assertSame(plain, ModelBundle.read(path));
        plain.write(path);
        assertFalse(Files.readString(path.resolve("bundle.json")).contains("temperature"));
        assertEquals(1, ModelBundle.read(path).temperature());
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 101}) {
            assertEquals("bundle: temperature is " + wrong + ", expected 0.01 to 100.0", assertThrows(IllegalArgumentException.class,
                    () -> new ModelBundle(plain.network(), plain.channels(), plain.preprocessing(), plain.labels(), plain.tiling(), wrong,
                            plain.provenance(), plain.weights())).getMessage());
        }
    }

    @Test
    void theSameBundleHasTheSameBytes() throws IOException {
        bundle(1).write(folder.resolve("a.zip"));
        bundle(1).write(folder.resolve("b.zip"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a.zip")), Files.readAllBytes(folder.resolve("b.zip")));
    }

    @Test
    void whatIsNoBundleIsNotReplaced() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("notes.txt"), "keep");
        assertThrows(IOException.class, () -> bundle(1).write(mine));
        assertEquals("keep", Files.readString(mine.resolve("notes.txt")));
        Path bundle = folder.resolve("model");
        bundle(1).write(bundle);
        Files.writeString(bundle.resolve("LICENSE"), "keep");
        var refusal = assertThrows(IOException.class, () -> bundle(2).write(bundle));
        assertTrue(refusal.getMessage().contains("LICENSE"), refusal.getMessage());
        assertSame(bundle(1), ModelBundle.read(bundle));
        Path file = Files.writeString(folder.resolve("file.zip"), "keep");
        assertThrows(IOException.class, () -> bundle(1).write(file));
        assertThrows(IOException.class, () -> bundle(1).write(Files.writeString(folder.resolve("plain"), "keep")));
        assertEquals("keep", Files.readString(file));
        assertThrows(IOException.class, () -> bundle(1).write(folder.resolve("missing/model")));
        assertEquals(List.of("file.zip", "mine", "model", "plain"), files());
        bundle(1).write(Files.createDirectory(folder.resolve("empty")));
        assertSame(bundle(1), ModelBundle.read(folder.resolve("empty")));
    }

    @Test
    void aWriteThatFailsMidwayLeavesTheOldBundleAndNothingElse() throws IOException {
        Path path = folder.resolve("model");
        bundle(1).write(path);
        Map<String, byte[]> parts = new LinkedHashMap<>(BundleParts.of(bundle(2)).files());
        parts.put("missing/part", new byte[1]);
        var failure = assertThrows(IOException.class, () -> BundleFolder.write(new BundleParts(parts), path));
        assertTrue(failure.getMessage().startsWith(path.resolve("missing/part") + ": "), failure.getMessage());
        assertSame(bundle(1), ModelBundle.read(path));
        assertThrows(IOException.class, () -> BundleFolder.write(new BundleParts(parts), folder.resolve("other")));
        assertEquals(List.of("model"), files());
    }

    @Test
    void damageIsFound() throws IOException {
        Path path = folder.resolve("model");
        bundle(1).write(path);
        Path weights = path.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        refused(path, "SHA-256", "copy the bundle again");
        Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        refused(path, "expected " + bytes.length);
        Files.write(weights, java.util.Arrays.copyOf(bytes, bytes.length + 1));
        refused(path, "expected at most " + bytes.length);
        Files.delete(weights);
        refused(path, "weights.safetensors");
        Files.delete(path.resolve("bundle.json"));
        refused(path, "has no file bundle.json");
        refused(folder.resolve("nowhere"), "does not exist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version" : 1|"version" : 2|"version" is 2, expected 1
            "version" : 1|"version" : 1.5|"version" is 1.5
            "format" : "factorizer-bundle"|"format" : "other"|"format" is "other"
            "allowSmaller"|"alowSmaller"|allowSmaller
            "overlap" : 0.5|"overlap" : 1.5|overlap is 1.5
            "overlap" : 0.5|"overlap" : 0.5, "flips" : [[3]]|slidingWindow: flips are [[3]], expected at least one set
            "overlap" : 0.5|"overlap" : 0.5, "weights" : "round"|"slidingWindow.weights" is "round"
            "overlap" : 0.5|"overlap" : 0.5, "mode" : "x"|"slidingWindow.mode" is unknown
            "overlap" : 0.5|"overlap" : 0.5, "overlap" : 0.5|Duplicate
            "overlap" : 0.5|"overlap" : "half"|"slidingWindow.overlap" is "half", expected a number
            "overlap" : 0.5|"overlap" : NaN|not valid JSON
            "overlap" : 0.5|"overlap" : 1e999|"slidingWindow.overlap" is
            "overlap" : 0.5|"overlap" : &a [*a, *a]|not valid JSON
            "seed" : 7|"seed" : 1e999|expected
            "seed" : 7|"seed" : Infinity|not valid JSON
            "provenance" :|"temperature" : 0, "provenance" :|temperature is 0.0, expected 0.01 to 100.0
            "provenance" :|"temperature" : "hot", "provenance" :|"temperature" is "hot", expected a number
            "threshold" : 0.5|"threshold" : 0|threshold is 0.0
            "RAS"|"RAX"|axis codes
            "bilinear"|"cubic"|interpolation
            "mergeOrder" : [ "lesion" ]|"mergeOrder" : [ ]|mergeOrder
            "value" : 1|"value" : 0|expected values from 1 to 65535
            "channels" : [ "dwi", "adc" ]|"channels" : [ ]|channels are []
            "channels" : [ "dwi", "adc" ]|"channels" : [ 1 ]|"channels" is [1], expected a list of texts
            "kind" : "factorizer"|"kind" : ""|kind is empty
            "bytes"|"size"|bytes
            """)
    void whatTheManifestMayNotSayIsNamed(String from, String to, String complaint) throws IOException {
        Path path = folder.resolve("model");
        bundle(1).write(path);
        Path manifest = path.resolve("bundle.json");
        String text = Files.readString(manifest);
        assertTrue(text.contains(from), text);
        Files.writeString(manifest, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
        refused(path, complaint);
    }

    @Test
    void textThatIsNoObjectIsRefused() throws IOException {
        Path path = folder.resolve("model");
        bundle(1).write(path);
        String good = Files.readString(path.resolve("bundle.json"));
        for (String text : List.of("", "[]", "null", "{", "{} {}", "[".repeat(100_000), "{\"version\":" + "9".repeat(5000)
                + "}", "\uFEFF" + good, "version: 1\n", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")) {
            Files.writeString(path.resolve("bundle.json"), text);
            refused(path);
        }
        Files.write(path.resolve("bundle.json"), new byte[] {'{', '"', (byte) 0xC0, '"', ':', '1', '}'});
        refused(path, "UTF-8");
    }

    /** JSON can escape it, though UTF-8 has no bytes for it: nothing is lost on the way. */
    @Test
    void halfOfASurrogatePairStaysOne() throws IOException {
        Path path = folder.resolve("model");
        bundle(1).write(path);
        Path manifest = path.resolve("bundle.json");
        Files.writeString(manifest, Files.readString(manifest).replace("dwi", "\\ud800"));
        ModelBundle read = ModelBundle.read(path);
        assertEquals(List.of(String.valueOf((char) 0xd800), "adc"), read.channels());
        read.write(folder.resolve("other"));
        assertSame(read, ModelBundle.read(folder.resolve("other")));
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path path = folder.resolve("hostile.zip");
        try (OutputStream out = Files.newOutputStream(path); ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return path;
    }

    @Test
    void namesOutsideAnArchiveAreRefused() throws IOException {
        Map<String, byte[]> files = BundleParts.of(bundle(1)).files();
        assertSame(bundle(1), ModelBundle.read(zip(files)));
        for (String name : List.of("../bundle.json", "/bundle.json", "model/bundle.json", "..\\x", "bundle.json/")) {
            Map<String, byte[]> more = new LinkedHashMap<>(files);
            more.put(name, new byte[0]);
            refused(zip(more), "holds \"" + name + "\"");
        }
        refused(zip(Map.of()), "expected");
        refused(zip(Map.of("bundle.json", files.get("bundle.json"))), "has no weights.safetensors");
    }

    @Test
    void namesGivenTwiceAreRefused() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(BundleParts.of(bundle(1)).files());
        files.put("bundle.jsox", "{}".getBytes(StandardCharsets.UTF_8));
        Path path = zip(files);
        String text = Files.readString(path, StandardCharsets.ISO_8859_1).replace("bundle.jsox", "bundle.json");
        Files.writeString(path, text, StandardCharsets.ISO_8859_1);
        refused(path, "twice");
    }

    @Test
    void archivesThatGrowWithoutMeasureAreRefused() throws IOException {
        byte[] zeros = new byte[80 << 20];
        String manifest = new String(BundleParts.of(bundle(1)).files().get("bundle.json"), StandardCharsets.UTF_8)
                .replaceFirst("\"bytes\" : \\d+", "\"bytes\" : " + zeros.length);
        Path bomb = zip(Map.of("bundle.json", manifest.getBytes(StandardCharsets.UTF_8), "weights.safetensors", zeros));
        refused(bomb, "declares " + zeros.length, "expected at most");
        refused(zip(Map.of("bundle.json", zeros, "weights.safetensors", new byte[1])), "declares " + zeros.length);
        Path cut = folder.resolve("cut.zip");
        bundle(1).write(cut);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 30));
        refused(cut, "zip archive");
    }

    @Test
    void settingsThatJsonCannotHoldAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NetworkDescription("x", Map.of("a", Double.NaN)));
        var refusal = assertThrows(IllegalArgumentException.class,
                () -> new NetworkDescription("x", Map.of("a", List.of(Map.of("b", new StringBuilder())))));
        assertTrue(refusal.getMessage().contains("network.settings.a[0].b"), refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Labels(List.of(new Region("a", 1), new Region("a", 2))));
        assertThrows(IllegalArgumentException.class, () -> new Labels(List.of(new Region("a", 1), new Region("b", 1))));
        assertThrows(IllegalArgumentException.class, () -> new Tiling(List.of(1, 2), 0.5));
    }

    @Test
    void archivesWhoseEndIsWrongAreRefusedWithWords() throws IOException {
        Path path = folder.resolve("end.zip");
        bundle(1).write(path);
        byte[] bytes = Files.readAllBytes(path);
        for (int at = bytes.length - 22; at < bytes.length; at++) {
            for (int value : new int[] {0, 1, 0x7F, 0xFF}) {
                byte[] changed = bytes.clone();
                changed[at] = (byte) value;
                Files.write(path, changed);
                try {
                    assertSame(bundle(1), ModelBundle.read(path));
                } catch (MalformedFileException e) {
                    assertTrue(e.getMessage().startsWith(path + ": ") && !e.getMessage().contains("null"), e.getMessage());
                }
            }
        }
        byte[] commented = bytes.clone();
        commented[bytes.length - 2] = 50;
        Files.write(path, commented);
        refused(path, "zip archive");
        assertThrows(IOException.class, () -> bundle(2).write(path));
    }

    @Test
    void saysWhatAFileIsThatIsNoBundle() throws IOException {
        Path path = folder.resolve("model.zip");
        Map<String, String> files = Map.of("version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "is a git LFS pointer",
                "<!DOCTYPE html><html></html>", "is an HTML page", "{\"format\": 1}", "is JSON text",
                "\u0008\0\0\0\0\0\0\0{\"a\":{} ", "is a safetensors file", "\u001f\u008b\u0008", "is gzip data",
                "\u0080\u0002}q\0.", "is a Python pickle");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(path, file.getKey(), StandardCharsets.ISO_8859_1);
            refused(path, file.getValue(), ", expected a model bundle, a folder or a zip archive; ");
        }
        Files.writeString(path, "");
        refused(path, "is neither a folder nor a readable zip archive");
        refused(zip(Map.of("archive/data.pkl", new byte[1])), "is a PyTorch checkpoint, expected a model bundle; make one of it");
    }

    @Test
    void namesThatAreTooLongAreNotTakenForFiles() {
        for (Path path : List.of(folder.resolve("n".repeat(256)), folder.resolve("n".repeat(252) + ".zip"))) {
            for (String message : List.of(assertThrows(IOException.class, () -> bundle(1).write(path)).getMessage(),
                    assertThrows(IOException.class, () -> ModelBundle.requireWritable(path, List.of())).getMessage())) {
                assertTrue(message.startsWith(path + ": ") && message.endsWith("File name too long"), message);
            }
        }
    }

    @Test
    void pipesAreNotWaitedFor() throws Exception {
        for (String name : List.of("model", "model.zip")) {
            Path pipe = folder.resolve(name);
            assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                refused(pipe, "is a device, pipe or socket, expected the folder or zip archive of a model bundle");
                assertThrows(IOException.class, () -> bundle(1).write(pipe));
                assertThrows(IOException.class, () -> ModelBundle.requireWritable(pipe, List.of()));
            });
        }
        Path path = folder.resolve("with-pipe");
        bundle(1).write(path);
        for (String lock : List.of(".lock", ".factorizer.partial-1/lock")) {
            Files.createDirectories(path.resolve(lock).getParent());
            assertEquals(0, new ProcessBuilder("mkfifo", path.resolve(lock).toString()).start().waitFor());
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            String message = assertThrows(IOException.class, () -> bundle(2).write(path)).getMessage();
            assertTrue(message.contains(".lock is no regular file; delete it"), message);
            assertSame(bundle(1), ModelBundle.read(path));
            Files.delete(path.resolve(".lock"));
            bundle(2).write(path);
            assertSame(bundle(2), ModelBundle.read(path));
        });
        for (String part : List.of("weights.safetensors", "bundle.json")) {
            Files.delete(path.resolve(part));
            assertEquals(0, new ProcessBuilder("mkfifo", path.resolve(part).toString()).start().waitFor());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                refused(path, part);
                assertThrows(IOException.class, () -> bundle(2).write(path));
            });
        }
    }

    @Test
    void manifestsThatAreTooLargeAreRefusedBeforeTheyAreParsed() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(BundleParts.of(bundle(1)).files());
        String good = new String(files.get("bundle.json"), StandardCharsets.UTF_8);
        files.put("bundle.json", ("{\"a\":[" + "[],".repeat(5_000_000) + "[]]}").getBytes(StandardCharsets.UTF_8));
        refused(zip(files), "bundle.json", "expected at most 1048576");
        Path path = folder.resolve("model");
        bundle(1).write(path);
        Files.write(path.resolve("bundle.json"), files.get("bundle.json"));
        refused(path, "bundle.json", "expected at most 1048576");
        Files.writeString(path.resolve("bundle.json"), good.replace("\"seed\" : 7", "\"seed\" : " + "[".repeat(500)
                + "]".repeat(500)));
        refused(path, "deeper than 100 levels");
        ModelBundle one = bundle(1);
        String text = "x".repeat(2 << 20);
        var refusal = assertThrows(IOException.class, () -> new ModelBundle(one.network(), one.channels(), one.preprocessing(),
                one.labels(), one.tiling(), Map.of("note", text), one.weights()).write(folder.resolve("other")));
        assertTrue(refusal.getMessage().contains("expected at most 1048576"), refusal.getMessage());
    }

    @Test
    void placesWhereNoBundleCanBeWrittenAreKnownBefore() throws IOException {
        Path bundle = folder.resolve("model");
        bundle(1).write(bundle);
        Path archive = folder.resolve("model.zip");
        bundle(1).write(archive);
        for (Path good : List.of(bundle, archive, folder.resolve("free"), folder.resolve("free.zip"),
                folder.resolve("n".repeat(255)))) {
            ModelBundle.requireWritable(good, List.of());
            bundle(2).write(good);
            assertSame(bundle(2), ModelBundle.read(good));
        }
        Path file = Files.writeString(folder.resolve("file"), "keep");
        for (Path bad : List.of(file, Path.of(""), Path.of("/"), folder.resolve("n".repeat(256)), folder.resolve("missing/a"),
                folder.resolve("n".repeat(253) + ".zip"))) {
            assertThrows(IOException.class, () -> ModelBundle.requireWritable(bad, List.of()), bad.toString());
            assertThrows(IOException.class, () -> bundle(3).write(bad), bad.toString());
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), bundle.resolve("weights.safetensors"));
        assertThrows(IOException.class, () -> ModelBundle.requireWritable(bundle, List.of(link)));
        assertThrows(IOException.class, () -> ModelBundle.requireWritable(archive, List.of(folder.resolve("./model.zip"))));
    }

    @Test
    void aLinkToABundleIsFollowedAndAPartThatIsALinkIsNotReplaced() throws IOException {
        Path bundle = folder.resolve("model");
        bundle(1).write(bundle);
        Path link = Files.createSymbolicLink(folder.resolve("link"), bundle);
        bundle(2).write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertSame(bundle(2), ModelBundle.read(bundle));
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(bundle.resolve("weights.safetensors"), elsewhere);
        Files.createSymbolicLink(bundle.resolve("weights.safetensors"), elsewhere);
        assertSame(bundle(2), ModelBundle.read(bundle));
        var refusal = assertThrows(IOException.class, () -> bundle(3).write(bundle));
        assertTrue(refusal.getMessage().contains("weights.safetensors (a link)"), refusal.getMessage());
        assertSame(bundle(2), ModelBundle.read(bundle));
    }

    /** A message may be a list, but a name in an archive makes no lines of one. */
    @Test
    void namesInAnArchiveAreShownOnOneLine() throws IOException {
        Path path = folder.resolve("model.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
            zip.putNextEntry(new ZipEntry("no state dict fits:\n  missing: nothing\u001b[2J"));
        }
        refused(path, "holds \"no state dict fits:\\n  missing: nothing\\u001b[2J\", expected bundle.json");
    }
}
