package dev.factorizer.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.factorizer.examples.predict.RecipeChoice;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Settings of a network as JSON, which is the input: read, and held against weights, as the command {@code import} does. */
@ExtendWith(ReaderLimits.class)
class SettingsFuzzTest {
    @TempDir
    static Path folder;

    private static Path weights;

    @BeforeAll
    static void writeWeights() throws IOException {
        weights = folder.resolve("weights.safetensors");
        new Weights(Map.of("stem.weight", StoredTensor.of(new int[] {2}, new float[] {1, 2})), Map.of()).write(weights);
    }

    @FuzzTest
    void settings(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("settings.json"), input);
        ReaderLimits.check(file, path -> importTo(new RecipeChoice(path.toString(), null, List.of(), List.of(), false).read()));
    }

    private static void importTo(ModelRecipe recipe) throws IOException {
        try {
            CheckpointImport.read(weights, recipe);
        } catch (IllegalArgumentException e) {
            // Says what the network has and the weights have not.
            return;
        }
    }
}
