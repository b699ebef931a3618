package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Partition;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.layers.Windows;
import dev.factorizer.models.networks.Bottleneck;
import dev.factorizer.models.networks.Decoder;
import dev.factorizer.models.networks.Encoder;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.Mixing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Weights of any format as a network's, found under keys and prefixes. An input is the {@link Parts} key, prefix and file;
 * names that don't fit are refused by an {@link IllegalArgumentException}, as is documented.
 */
@ExtendWith(ReaderLimits.class)
class ImportFuzzTest {
    /** Of 16 tensors with 57 numbers. */
    private static final ModelRecipe RECIPE = new ModelRecipe(new Factorizer.Settings(1, 1, List.of(4, 4),
            new Encoder(List.of(2), List.of(1), List.of(1)), new Decoder(List.of(), 0),
            new Bottleneck(new PositionalEmbedding.None(), 0), new Mixing(new Windows.Shifted(new Heads.Dimension(2),
            new Partition.Patch(List.of(2)), List.of(List.of(), List.of(1))), Factorization.of(Solver.HALS), 1)), List.of("dwi"), Preprocessing.none(), Labels.isles22());

    @TempDir
    static Path folder;

    @FuzzTest
    void weights(byte[] input) throws IOException {
        List<byte[]> parts = Parts.of(input, 3);
        String key = new String(parts.get(0), StandardCharsets.UTF_8);
        String prefix = new String(parts.get(1), StandardCharsets.UTF_8);
        ReaderLimits.check(Files.write(folder.resolve("weights.bin"), parts.get(2)), path -> {
            try {
                CheckpointImport.read(path, key, prefix, RECIPE);
            } catch (IllegalArgumentException e) {
                if (!e.getMessage().contains("weights.bin") || e.getMessage().contains("\n") && !(e instanceof MismatchException)) {
                    throw new AssertionError("expected one line that names weights.bin, or a list", e);
                }
            }
        });
    }
}
