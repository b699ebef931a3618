package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void listsTheRecipesThatComeAlong() {
        CommandRun run = CommandRun.of("recipe");
        assertEquals(0, run.code(), run.err());
        assertEquals(Recipes.names().size(), run.out().lines().count());
        assertTrue(run.out().contains("hippocampus        factorizer window 48x64x48       finds anterior, posterior in mri"), run.out());
    }

    @Test
    void showsOneAsItsFileSaysIt() {
        CommandRun run = CommandRun.of("recipe", "brats23");
        assertEquals(0, run.code(), run.err());
        assertEquals(new String(Recipes.text(Recipes.named("brats23")), StandardCharsets.UTF_8), run.out());
        assertEquals(new String(Recipes.schema(), StandardCharsets.UTF_8), CommandRun.of("recipe", "--schema").out());
    }

    @Test
    void writesOneWithOtherSettings() throws IOException {
        Path first = folder.resolve("first.yaml");
        CommandRun run = CommandRun.of("recipe", "hippocampus", "--set", "network.widths=8,16,32", "--set", "seed=5", "--output", first);
        assertEquals(0, run.code(), run.err());
        assertEquals("written: " + first + System.lineSeparator(), run.out());
        Recipe expected = Recipes.named("hippocampus").with("network.widths", "8,16,32").with("seed", "5");
        assertEquals(expected, Recipes.read(first));
        Path second = folder.resolve("second.json");
        assertEquals(0, CommandRun.of("recipe", first, "--output", second).code());
        assertTrue(Files.readString(second).startsWith("{"));
        assertEquals(expected, Recipes.read(second));
        refused(1, first + ": is there already and may have been edited; name another file, or give --force to replace it", "recipe", "demo",
                "--output", first);
        assertEquals(expected, Recipes.read(first));
        assertEquals(0, CommandRun.of("recipe", "demo", "--output", first, "--force").code());
        assertEquals(Recipes.named("demo"), Recipes.read(first));
    }

    private void refused(int code, String message, Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(code, run.code(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        refused(1, "factorizer: recipe: \"network.width\" is unknown; did you mean \"network.widths\"?", "recipe", "demo", "--set",
                "network.width=8");
        refused(1, "; did you mean hippocampus?", "recipe", "hipocampus");
        refused(2, "--set seed: expected a setting and its value, such as network.widths=16,32", "recipe", "demo", "--set", "seed");
        refused(2, "--set seed=2: sets seed a second time, expected each setting once", "recipe", "demo", "--set", "seed=1", "--set", "seed=2");
        refused(2, "expected the name of a recipe or a file before --set", "recipe", "--set", "seed=1");
        refused(2, "expected the name of a recipe or a file before --output", "recipe", "--output", folder.resolve("x.yaml"));
        refused(2, "--schema: expected no recipe and no --set beside it", "recipe", "demo", "--schema");
        refused(1, "missing.yaml", "recipe", folder.resolve("missing.yaml"));
        Path mine = folder.resolve("mine.yaml");
        Files.write(mine, Recipes.text(Recipes.named("demo")));
        refused(1, "mine.yaml", "recipe", mine, "--output", mine);
        assertFalse(Files.exists(folder.resolve("x.yaml")));
    }
}
