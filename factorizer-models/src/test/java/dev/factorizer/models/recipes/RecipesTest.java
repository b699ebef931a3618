package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.bundles.PublishedRecipes;
import dev.factorizer.models.losses.BinaryCrossEntropy;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.WarmupCosine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RecipesTest {
    @TempDir
    private Path folder;

    private static String message(Executable wrong) {
        return assertThrows(IllegalArgumentException.class, wrong).getMessage();
    }

    @Test
    void eachRecipeThatComesAlongIsReadAsItIsWritten() throws IOException {
        assertTrue(Recipes.names().size() >= 13);
        for (String name : Recipes.names()) {
            Recipe recipe = Recipes.named(name);
            assertEquals(name, recipe.name());
            for (String ending : List.of(".yaml", ".json")) {
                Path file = folder.resolve(name + ending);
                Recipes.write(recipe, file);
                Recipe again = Recipes.read(file);
                assertEquals(recipe, again, name);
                assertEquals(recipe.toTree(), again.toTree(), name);
            }
        }
    }

    /** What a name stands for may change with the version; a recipe beside a trained model must not. */
    @Test
    void writtenRecipesHaveEachTransform() throws IOException {
        Recipe recipe = Recipes.named("hippocampus");
        Path file = folder.resolve("written.yaml");
        Recipes.write(recipe, file);
        String text = Files.readString(file);
        assertTrue(text.contains("kind: transforms") && !text.contains("published"), text);
        assertTrue(text.contains("kind: randAffine"), text);
        Recipe larger = Recipes.read(file).with("network.spatialSize", "32,32,32");
        assertEquals(Recipes.named("hippocampus").with("network.spatialSize", "32,32,32"), larger);
        assertEquals(recipe.with("augmentation.kind", "none"), Recipes.read(file).with("augmentation.kind", "none"));
    }

    @Test
    void publishedRecipesAreWhatTheAuthorsTrainedWith() {
        for (String name : PublishedRecipes.names()) {
            Recipe recipe = Recipes.named(name);
            assertEquals(PublishedRecipes.named(name), recipe.model());
            assertEquals(name.endsWith("brats23") ? SplitRegions.brats23() : new SplitRegions(List.of(Set.of(1))),
                    recipe.regions().orElseThrow());
            assertEquals(new DiceCrossEntropy(), recipe.loss());
            assertEquals(new AdamW(1e-4, 1e-5), recipe.optimizer());
            assertEquals(new WarmupCosine(5, 501), recipe.rate().schedule(500, 10));
            assertEquals(10, recipe.rate().stepsPerUnit(10));
            assertEquals(name.endsWith("brats23") ? 2 : 8, recipe.length().batchSize());
            assertEquals(500, recipe.length().epochs());
            assertEquals(20, recipe.length().validateEvery());
            assertEquals(0.5, recipe.model().overlap());
            assertEquals(123, recipe.seed());
        }
        for (String name : List.of("fives", "deconver-fives")) {
            Recipe recipe = Recipes.named(name);
            assertEquals(List.of(512, 512), recipe.model().network().window());
            assertEquals(List.of(512, 512, 1), recipe.augmentation().patch().size());
            assertEquals(16, recipe.length().batchSize());
            assertEquals(new SplitRegions(List.of(Set.of(255))), recipe.regions().orElseThrow());
            assertEquals(Recipes.named("isles22").rate(), recipe.rate());
        }
    }

    @Test
    void aSettingIsChangedByItsPath() {
        Recipe recipe = Recipes.named("hippocampus");
        Recipe narrow = recipe.with("network.widths", "8,16,32");
        assertEquals(List.of(8, 16, 32), ((Factorizer.Settings) narrow.model().network()).encoder().widths());
        assertEquals(recipe, narrow.with("network.widths", "[16, 32, 64]"));
        assertEquals(new AdamW(1e-3, 1e-2), recipe.with("optimizer.learningRate", "1e-3").optimizer());
        assertEquals(new BinaryCrossEntropy(), Recipes.named("demo").with("loss.kind", "binaryCrossEntropy").loss());
        assertEquals(3, recipe.with("training.patience", "3").length().patience().getAsInt());
        assertEquals("2026", recipe.with("name", "2026").name());
        assertEquals("front", recipe.with("data.classes[1].name", "front").model().labels().regions().get(1).name());
        assertEquals("front", recipe.with("data.classes.1.name", "front").model().labels().regions().get(1).name());
        assertEquals(List.of("t1"), recipe.with("data.channels", "t1").model().channels());
        assertEquals(Optional.empty(), recipe.with("training.clipping", "null").length().clipping());
        assertEquals(List.of("head."), recipe.with("training.frozen", "head.").length().frozen());
        assertTrue(recipe.with("preprocessing.cropToNonzero", "{}").model().preprocessing().crop().isPresent());
        Recipe larger = recipe.with("network.spatialSize", "32,32,32");
        assertEquals(List.of(32, 32, 32), larger.augmentation().patch().size());
        assertEquals(List.of(32, 32, 32), larger.model().preprocessing().spatialPad().orElseThrow().size());
        Recipe two = recipe.with(Map.of("data.channels", "t1,t2", "network.inputChannels", "2"));
        assertEquals(2, two.model().network().inputChannels());
    }

    @Test
    void anUnknownSettingIsRefusedWithTheNearestOne() {
        Recipe recipe = Recipes.named("hippocampus");
        assertEquals("recipe: \"network.width\" is unknown; did you mean \"network.widths\"?",
                message(() -> recipe.with("network.width", "8")));
        assertEquals("recipe: \"netwrok\" is not in the recipe; did you mean \"network\"?", message(() -> recipe.with("netwrok.widths", "8")));
        assertEquals("recipe: \"training.patiense\" is unknown; did you mean \"training.patience\"?",
                message(() -> recipe.with("training.patiense", "8")));
        assertEquals("recipe: \"zzz\" is not in the recipe; there are format, name, seed, data, preprocessing, augmentation, network, loss,"
                + " optimizer, rate, training, inference; what is to be added is set whole, as JSON", message(() -> recipe.with("zzz.x", "8")));
        assertEquals("recipe: \"seed\" is 7, which has no \"x\" in it", message(() -> recipe.with("seed.x", "8")));
        assertEquals("recipe: \"data.channels.4\" is not in the recipe; there are 0; what is to be added is set whole, as JSON", message(() -> recipe.with("data.channels.4", "t2")));
        assertEquals("recipe: \"network..x\" is no setting, expected a path such as network.widths", message(() -> recipe.with("network..x", "8")));
        assertEquals("recipe: \"training.epochs\" is \"many\", expected a whole number", message(() -> recipe.with("training.epochs", "many")));
        assertTrue(message(() -> recipe.with("network.widths", "[8, 16")).startsWith(
                "recipe: the value of \"network.widths\" begins as JSON, but is not JSON: "));
        assertEquals("recipe: \"hipocampus\" is unknown, expected one of " + String.join(", ", Recipes.names())
                + "; did you mean hippocampus?", message(() -> Recipes.named("hipocampus")));
        assertEquals("model: the network is a \"dynUnet\", which no module here provides, expected one of \"deconver\", \"dynUNet\","
                + " \"factorizer\", \"segResNet\", \"swinUNETR\", \"unetr\"; did you mean \"dynUNet\"?",
                message(() -> recipe.with("network.kind", "dynUnet")));
    }

    private String refused(String text) throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(file, text);
        String message = assertThrows(MalformedFileException.class, () -> Recipes.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        assertTrue(message.length() < 700, message);
        return message.substring((file + ": ").length());
    }

    @Test
    void aFileThatIsNoRecipeIsRefusedInOneSentence() throws IOException {
        String text = new String(Recipes.text(Recipes.named("hippocampus")), StandardCharsets.UTF_8);
        assertEquals("is not a recipe in YAML: found nothing (line 1)", refused(""));
        assertEquals("is not a recipe in YAML: found a list (line 1)", refused("- 1\n"));
        assertEquals("recipe: \"format\" is missing, expected a text", refused("name: x\n"));
        assertEquals("recipe: \"format\" is \"factorizer-recipe/2\", expected \"factorizer-recipe/1\"; a later release wrote it: read it with"
                + " that one", refused(text.replace("recipe/1", "recipe/2")));
        assertEquals("recipe: \"format\" is \"factorizer-recipe/0\", expected \"factorizer-recipe/1\"; no release has written this format, of"
                + " which nothing is known", refused(text.replace("recipe/1", "recipe/0")));
        assertEquals("is not a recipe in YAML: \"name\" is given twice (line 5)", refused(text.replace("seed:", "name:")));
        assertEquals("recipe: \"traning\" is unknown; did you mean \"training\"?", refused(text + "traning: {}\n"));
        assertEquals("recipe: \"training\" is missing, expected an object; found \"traning\", which is unknown",
                refused(text.replace("training:", "traning:")));
        assertEquals("recipe: \"data.classes\" is missing, expected a list of classes that exclude each other, or else \"data.regions\", a"
                + " list of regions that may overlap: one of the two", refused(text.replaceFirst("  classes.*\n", "")));
    }
}
