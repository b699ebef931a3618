package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Model bundles as folders. An input is the {@link Parts} manifest, weights, and weights under the name that they have while a
 * bundle is replaced. Where the manifest says LENGTH and SHA256, the values for the last weights that are there are put in: no
 * fuzzer finds them, and what lies behind their check would not be tried.
 */
@ExtendWith(ReaderLimits.class)
class BundleFolderFuzzTest {
    @TempDir
    static Path folder;

    @FuzzTest
    void folder(byte[] input) throws IOException {
        List<byte[]> parts = Parts.of(input, 3);
        byte[] weights = parts.get(parts.get(2).length == 0 ? 1 : 2);
        String sha256 = sha256(weights);
        String manifest = new String(parts.get(0), StandardCharsets.ISO_8859_1)
                .replace("LENGTH", Integer.toString(weights.length)).replace("SHA256", sha256);
        Path bundle = Files.createDirectories(folder.resolve("model.bundle"));
        Path replacing = bundle.resolve("weights-" + sha256 + ".safetensors");
        try {
            Parts.write(bundle.resolve("bundle.json"), manifest.getBytes(StandardCharsets.ISO_8859_1));
            Parts.write(bundle.resolve("weights.safetensors"), parts.get(1));
            Parts.write(replacing, parts.get(2));
            ReaderLimits.check(bundle, TrainedModel::read);
        } finally {
            Files.deleteIfExists(replacing);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
