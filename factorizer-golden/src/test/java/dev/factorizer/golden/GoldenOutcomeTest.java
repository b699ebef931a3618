package dev.factorizer.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Golden values can fail: a case that is changed in one place does not pass, and its outcome says what is wrong. */
class GoldenOutcomeTest {
    private static final String LINEAR = "layers/linear-one-dimensional.safetensors";
    private static final String MIXER = "layers/mixer-one-dimensional.safetensors";

    private static PackagedGolden packaged;

    @TempDir
    private Path root;

    @BeforeAll
    static void unpack() throws IOException {
        packaged = PackagedGolden.unpack();
    }

    @AfterAll
    static void delete() {
        packaged.close();
    }

    /** A packaged case with changed tensors and metadata. */
    private GoldenOutcome changed(String name, Consumer<Map<String, StoredTensor>> tensors,
            Consumer<Map<String, String>> metadata) throws IOException {
        Weights weights = Weights.read(packaged.root().resolve(name));
        Map<String, StoredTensor> values = new LinkedHashMap<>(weights.tensors());
        Map<String, String> notes = new LinkedHashMap<>(weights.metadata());
        tensors.accept(values);
        metadata.accept(notes);
        Files.createDirectories(root.resolve(name).getParent());
        new Weights(values, notes).write(root.resolve(name));
        return only();
    }

    private GoldenOutcome only() throws IOException {
        try (ReferenceBackend reference = new ReferenceBackend()) {
            List<GoldenReport> reports = Golden.run(root, Golden.areasIn(root), reference, report -> { });
            assertEquals(1, reports.size());
            assertEquals(1, reports.getFirst().outcomes().size());
            return reports.getFirst().outcomes().getFirst();
        }
    }

    private static void failed(GoldenOutcome outcome, String... words) {
        String message = assertInstanceOf(GoldenOutcome.Failed.class, outcome).message();
        for (String word : words) {
            assertTrue(message.contains(word), () -> "\"" + message + "\" does not mention " + word);
        }
    }

    private static void unsupported(GoldenOutcome outcome, String... words) {
        String reason = assertInstanceOf(GoldenOutcome.Unsupported.class, outcome).reason();
        for (String word : words) {
            assertTrue(reason.contains(word), () -> "\"" + reason + "\" does not mention " + word);
        }
    }

    private static void replace(Map<String, String> metadata, String from, String to) {
        String before = metadata.get("config");
        metadata.put("config", before.replace(from, to));
        assertTrue(!metadata.get("config").equals(before), () -> "nothing to replace in " + before);
    }

    @Test
    void unchangedPasses() throws IOException {
        assertInstanceOf(GoldenOutcome.Passed.class, changed(LINEAR, tensors -> { }, metadata -> { }));
    }

    @Test
    void aWrongValueFails() throws IOException {
        failed(changed(LINEAR, tensors -> {
            StoredTensor weight = tensors.get("param.linear.weight");
            float[] values = weight.floats();
            values[0] = Math.nextUp(values[0]);
            tensors.put("param.linear.weight", StoredTensor.of(weight.shape(), values));
        }, metadata -> { }), "is off by", "allowed 1.0E-10");
    }

    @Test
    void notANumberFails() throws IOException {
        failed(changed(LINEAR, tensors -> {
            StoredTensor x = tensors.get("input.x");
            float[] values = x.floats();
            values[0] = Float.NaN;
            tensors.put("input.x", StoredTensor.of(x.shape(), values));
        }, metadata -> { }), "is off by Infinity");
    }

    @Test
    void aWrongShapeFails() throws IOException {
        failed(changed(LINEAR, tensors -> {
            StoredTensor bias = tensors.get("param.linear.bias");
            tensors.put("param.linear.bias", StoredTensor.of(new int[] {1, bias.elements()}, bias.floats()));
        }, metadata -> { }), "param.linear.bias", "1×3", "expected");
    }

    @Test
    void aMissingTensorFails() throws IOException {
        failed(changed(LINEAR, tensors -> tensors.remove("param.linear.bias"), metadata -> { }), "param.linear.bias", "missing");
    }

    @Test
    void aTensorNobodyUsesFails() throws IOException {
        failed(changed(LINEAR, tensors -> tensors.put("param.extra", tensors.get("param.linear.bias")), metadata -> { }),
                "param.extra", "not used");
    }

    @Test
    void aStatedSizeThatIsNotTheInputsFails() throws IOException {
        failed(changed(MIXER, tensors -> { }, metadata -> replace(metadata, "\"spatialSize\": [20]", "\"spatialSize\": [10]")),
                "input.x", "[10]");
    }

    /** Layouts may state one shift; windows moved by their own size are the same windows, by one voxel they are others. */
    @Test
    void aSingleShiftIsHonoured() throws IOException {
        String local = "layers/mixer-local.safetensors";
        for (String same : List.of("null", "4", "[0, 4, -4]")) {
            assertInstanceOf(GoldenOutcome.Passed.class, changed(local, tensors -> { }, metadata ->
                    replace(metadata, "\"patchSize\"", "\"shift\": " + same + ", \"patchSize\"")), same);
        }
        failed(changed(local, tensors -> { }, metadata -> replace(metadata, "\"patchSize\"", "\"shift\": 1, \"patchSize\"")),
                "is off by");
    }

    @Test
    void anotherFormatFails() throws IOException {
        failed(changed(LINEAR, tensors -> { }, metadata -> metadata.put("format", "factorizer-golden/9")),
                "factorizer-golden/9");
    }

    @Test
    void aTruncatedFileFails() throws IOException {
        changed(LINEAR, tensors -> { }, metadata -> { });
        byte[] bytes = Files.readAllBytes(root.resolve(LINEAR));
        Files.write(root.resolve(LINEAR), Arrays.copyOf(bytes, bytes.length - 4));
        failed(only(), "cannot be read");
    }

    @Test
    void anUnknownKindIsUnsupported() throws IOException {
        unsupported(changed(LINEAR, tensors -> { }, metadata -> metadata.put("kind", "wavelet")), "kind \"wavelet\"");
    }

    @Test
    void anUnknownSettingIsUnsupported() throws IOException {
        unsupported(changed(LINEAR, tensors -> { }, metadata -> replace(metadata, "\"bias\"", "\"groups\": 2, \"bias\"")),
                "groups");
    }

    @Test
    void anUnknownSettingOfAMixerIsUnsupported() throws IOException {
        unsupported(changed(MIXER, tensors -> { }, metadata -> replace(metadata, "\"rank\"", "\"momentum\": 2, \"rank\"")),
                "momentum");
    }

    @Test
    void anUnknownChoiceIsUnsupported() throws IOException {
        unsupported(changed(MIXER, tensors -> { }, metadata -> replace(metadata, "hals", "simplex")), "simplex");
    }

    @Test
    void aMissingSettingIsUnsupported() throws IOException {
        unsupported(changed(MIXER, tensors -> { }, metadata -> replace(metadata, "\"iterations\": 5, ", "")), "iterations");
    }

    @Test
    void anOutputNobodyComputesIsUnsupported() throws IOException {
        unsupported(changed(LINEAR, tensors -> tensors.put("output.z", tensors.get("output.y")), metadata -> { }), "[z]");
    }

    @Test
    void aVolumeThatIsReadOtherwiseFails() throws IOException {
        Path folder = Files.createDirectories(root.resolve("io"));
        Files.copy(packaged.root().resolve("io/int16.nii"), folder.resolve("int16.nii"));
        String json = Files.readString(packaged.root().resolve("io/int16.nii.json"), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("int16.nii.json"), json.replace("\"finite\": 140", "\"finite\": 141"), StandardCharsets.UTF_8);
        failed(only(), "finite values is 140, expected 141");
    }

    @Test
    void aDamagedFileThatIsNoneFails() throws IOException {
        Path folder = Files.createDirectories(root.resolve("io/corrupt"));
        Files.copy(packaged.root().resolve("io/int16.nii"), folder.resolve("int16.nii"));
        Files.writeString(folder.resolve("index.json"), """
                {"format": "factorizer-golden/1", "files": {"int16.nii": {"problem": "none", "expect": "reject"}}}
                """, StandardCharsets.UTF_8);
        failed(only(), "was read");
    }

    @Test
    void aCheckpointWithOtherValuesOrNothingToRefuseFails() throws IOException {
        Path folder = Files.createDirectories(root.resolve("checkpoints"));
        Files.copy(packaged.root().resolve("checkpoints/half.pt"), folder.resolve("half.pt"));
        Files.copy(packaged.root().resolve("checkpoints/tiny.safetensors"), folder.resolve("tiny.safetensors"));
        String index = "{\"format\": \"factorizer-checkpoints/1\", \"files\": [{\"file\": \"half.pt\", …}]}";
        Files.writeString(folder.resolve("index.json"), index.replace("…", "\"golden\": \"tiny.safetensors\""),
                StandardCharsets.UTF_8);
        failed(only(), "output.y is off by");
        Files.writeString(folder.resolve("index.json"), index.replace("…", "\"mustRefuse\": true"), StandardCharsets.UTF_8);
        failed(only(), "must be refused");
    }
}
