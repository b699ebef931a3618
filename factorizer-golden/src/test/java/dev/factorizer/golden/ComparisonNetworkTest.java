package dev.factorizer.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests and cases of networks other than the Factorizer that are wrong, each in one way. */
class ComparisonNetworkTest {
    @TempDir
    private Path folder;

    private GoldenOutcome manifest(UnaryOperator<String> change) throws IOException {
        try (PackagedGolden packaged = PackagedGolden.unpack()) {
            String right = Files.readString(packaged.root().resolve("manifests/nnunet-isles22.json"));
            String changed = change.apply(right);
            assertTrue(!changed.equals(right), "the manifest is changed");
            Files.writeString(folder.resolve("one.json"), changed);
        }
        try (ReferenceBackend backend = new ReferenceBackend()) {
            return new ManifestArea().run(folder, backend).outcomes().getFirst();
        }
    }

    @Test
    void manifestsThatDoNotFitAreFound() throws IOException {
        assertEquals(new GoldenOutcome.Failed("one", "entry skip_layers.downsample.conv1.conv.weight is [32,2,3,3,3] of"
                + " input_block.conv1.conv.weight, expected [32,2,3,3,3] of input_block.conv2.conv.weight"), manifest(text ->
                text.replace("\"aliasOf\": \"input_block.conv1.conv.weight\"", "\"aliasOf\": \"input_block.conv2.conv.weight\"")));
        assertEquals(new GoldenOutcome.Failed("one", "entry bottleneck.conv3 is missing, expected [512,256,3,3,3]"), manifest(text ->
                text.replace("\"name\": \"bottleneck.conv1.conv.weight\"", "\"name\": \"bottleneck.conv3\"")));
        assertEquals(new GoldenOutcome.Unsupported("one", "architecture vNet is not there"), manifest(text ->
                text.replace("\"dynUNet\"", "\"vNet\"")));
        GoldenOutcome wide = manifest(text -> text.replace("256, 512], \"norm", "256, 513], \"norm"));
        assertTrue(wide instanceof GoldenOutcome.Failed failed && failed.message().startsWith("entry bottleneck.conv1.conv.weight is"
                + " [513,256,3,3,3], expected [512,256,3,3,3]"), wide::toString);
    }

    private static GoldenOutcome run(UnaryOperator<GoldenCase> change) throws IOException {
        try (PackagedGolden packaged = PackagedGolden.unpack(); ReferenceBackend backend = new ReferenceBackend()) {
            GoldenCase right = GoldenCase.read(packaged.root().resolve("comparison/dynUNet-bias.safetensors"));
            return CaseRunner.run(change.apply(right), new ComparisonNetworkKind(), backend);
        }
    }

    private static GoldenOutcome run(String setting, Object value) throws IOException {
        return run(right -> {
            Map<String, Object> config = new LinkedHashMap<>(right.config());
            config.put(setting, value);
            return new GoldenCase(right.name(), right.kind(), config, right.error32(), right.tensors());
        });
    }

    @Test
    void casesThatDoNotFitAreFound() throws IOException {
        assertTrue(run(right -> right) instanceof GoldenOutcome.Passed);
        assertTrue(run("aliases", Map.of("a", "b")).toString().contains("further names are {skip_layers."));
        assertTrue(run("dimensions", 2).toString().contains("\"dimensions\" is 2, but the images have 3 axes"));
        assertEquals(new GoldenOutcome.Unsupported("dynUNet-bias", "architecture vNet is not there"), run("architecture", "vNet"));
        assertTrue(run("filters", List.of(3)).toString().contains("\"filters\" is unknown"));
        GoldenOutcome other = run(right -> {
            Map<String, Tensor> tensors = new LinkedHashMap<>(right.tensors());
            Tensor bias = tensors.get("param.output_block.conv.conv.bias");
            tensors.put("param.output_block.conv.conv.bias", Tensor.of(bias.shape(), new float[] {bias.toFloats()[0] + 1}));
            return new GoldenCase(right.name(), right.kind(), right.config(), right.error32(), tensors);
        });
        assertTrue(other.toString().contains("output.y is off by"), other::toString);
    }
}
