package dev.factorizer.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.PublishedRecipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on the bundle format against a bundle that is written: the same tree, but for the weights' length and hash. */
class BundleFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    /** IO only carries the network's settings, so a few numbers do for its weights. */
    private JsonNode written() throws IOException {
        ModelRecipe recipe = PublishedRecipes.brats23();
        Weights weights = new Weights(Map.of("stem.weight", StoredTensor.of(new int[] {1}, new float[] {1})), Map.of());
        new ModelBundle(new NetworkDescription("factorizer", recipe.network().toTree()), recipe.channels(),
                recipe.preprocessing(), recipe.labels(), new Tiling(recipe.network().window(), recipe.overlap()),
                Map.of("checkpoint", "model.pt"), weights).write(folder.resolve("some.bundle"));
        return JSON.readTree(folder.resolve("some.bundle/bundle.json").toFile());
    }

    private static JsonNode withoutHash(JsonNode tree) {
        ((ObjectNode) tree.get("parts").get("weights.safetensors")).put("bytes", 0).put("sha256", "");
        return tree;
    }

    @Test
    void thePageShowsWhatIsWritten() throws IOException {
        String shown = Document.read(Project.ROOT.resolve("docs/bundle-format.md")).blocks("json").getFirst().text();
        JsonNode written = withoutHash(written());
        assertEquals(written.toPrettyString(), withoutHash(JSON.readTree(shown)).toPrettyString());
        assertNotEquals(written, withoutHash(JSON.readTree(shown.replace("0.5", "0.25"))));
    }
}
