package dev.factorizer.models.recipes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListForm;
import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.transforms.SplitRegions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recipe says of cases in which not all was looked for. */
class UnlabeledRegionsTest {
    private static final Recipe BRATS = Recipes.named("brats23");
    private static final Recipe HIPPOCAMPUS = Recipes.named("hippocampus");

    private static DataList list(Map<String, Set<String>> unlabeled) {
        List<DataCase> cases = List.of("a", "b").stream().map(id -> new DataCase(id, id, CasePart.TRAINING, List.of(Path.of(id + ".nii")),
                Optional.of(Path.of(id + "_seg.nii")), OptionalInt.empty())).toList();
        return new DataList("Some", DataListForm.BRATS, Path.of("some"), List.of(), LabelScheme.classes(List.of("background", "necrotic tumor core",
                "edema", "enhancing tumor")), cases, List.of(), unlabeled, List.of());
    }

    private static Map<String, Set<String>> regions(String label) {
        return UnlabeledRegions.of(list(Map.of("a", Set.of(label))), Labels.brats23(), Optional.of(SplitRegions.brats23()));
    }

    @Test
    void aLabelStandsForTheRegionsThatConsistOfIt() {
        assertEquals(Map.of("a", Set.of("whole tumor")), regions("edema"));
        assertEquals(Map.of("a", Set.of("whole tumor")), regions("2"));
        assertEquals(Map.of("a", Set.of("tumor core", "whole tumor")), regions("necrotic tumor core"));
        assertEquals(Map.of("a", Set.of("enhancing tumor", "tumor core", "whole tumor")), regions("3"));
        // A region by its name is that one alone.
        assertEquals(Map.of("a", Set.of("enhancing tumor")), regions("enhancing tumor"));
        assertEquals(Map.of("a", Set.of("tumor core")), regions("tumor core"));
        for (String strange : List.of("0", "background", "4", "tumor", "99999999999", "-1", "\u001b[2J")) {
            assertTrue(assertThrows(MismatchException.class, () -> regions(strange)).getMessage().startsWith("data list Some: labels that were not"
                    + " looked for are none of the recipe's, which has enhancing tumor, tumor core, whole tumor:\n  "), strange);
        }
    }

    @Test
    void theRecipeOrTheDataSetSaysIt() {
        assertEquals(BRATS, BRATS.forData(list(Map.of())));
        Recipe resolved = BRATS.forData(list(Map.of("b", Set.of("edema", "enhancing tumor"))));
        assertEquals(Map.of("b", Set.of("enhancing tumor", "whole tumor")), resolved.unlabeled());
        assertEquals(List.of("enhancing tumor", "whole tumor"), List.copyOf(resolved.unlabeled().get("b")));
        assertEquals(resolved, resolved.forData(list(Map.of())));
        assertEquals(resolved, resolved.forData(list(Map.of("b", Set.of("enhancing tumor", "whole tumor")))));
        assertEquals("recipe: data.unlabeled says something else than the data list Some; let one of them say what was not looked for:\n"
                + "  a: nothing by the recipe, whole tumor by the data set\n  b: enhancing tumor, whole tumor by the recipe, whole tumor by the data"
                + " set", assertThrows(MismatchException.class, () -> resolved.forData(list(Map.of("a", Set.of("2"), "b", Set.of("edema")))))
                .getMessage());
        assertThrows(MismatchException.class, () -> BRATS.with("data.unlabeled.c", "tumor core").forData(list(Map.of())));
    }

    @Test
    void itIsWrittenAndReadAgain(@TempDir Path folder) throws IOException {
        Map<String, Set<String>> unlabeled = new LinkedHashMap<>();
        for (String id : List.of("001", "1e5", "yes", "a: b", "#", "sub-01_ses-1", "a.b", "\"quoted\"", "ü\u0085\u2028\u2029\ufeff\u0080", "{", "null", "- x")) {
            unlabeled.put(id, Set.of("posterior"));
        }
        unlabeled.put("all", Set.of("posterior", "anterior"));
        unlabeled.put("none", Set.of());
        Recipe recipe = new Recipe(HIPPOCAMPUS.name(), HIPPOCAMPUS.model(), HIPPOCAMPUS.regions(), unlabeled, HIPPOCAMPUS.folds(),
                HIPPOCAMPUS.augmentation(), HIPPOCAMPUS.loss(), HIPPOCAMPUS.optimizer(), HIPPOCAMPUS.rate(), HIPPOCAMPUS.length(),
                HIPPOCAMPUS.inference(), HIPPOCAMPUS.seed());
        assertEquals(13, recipe.unlabeled().size());
        assertEquals(List.of("anterior", "posterior"), List.copyOf(recipe.unlabeled().get("all")));
        for (String name : List.of("recipe.yaml", "recipe.json")) {
            Recipes.write(recipe, folder.resolve(name));
            assertEquals(recipe, Recipes.read(folder.resolve(name)));
        }
        // Recipes without it are what they were.
        assertFalse(new String(Recipes.text(HIPPOCAMPUS), StandardCharsets.UTF_8).contains("unlabeled"));
        assertArrayEquals(Recipes.text(HIPPOCAMPUS), Recipes.text(recipe.with("data.unlabeled", "{}")));
    }

    @Test
    void whatIsWrongIsSaid(@TempDir Path folder) throws IOException {
        assertEquals("recipe: data.unlabeled says that in the case \"a\" \"poster\" was not looked for, expected the id of a case and some of"
                + " anterior, posterior", assertThrows(IllegalArgumentException.class, () -> HIPPOCAMPUS.with("data.unlabeled.a", "poster"))
                .getMessage());
        assertThrows(IllegalArgumentException.class, () -> HIPPOCAMPUS.with("data.unlabeled.a", "background"));
        assertEquals("recipe: \"data.unlabeled.a\" is 3, expected a list of texts",
                assertThrows(IllegalArgumentException.class, () -> HIPPOCAMPUS.with("data.unlabeled", "{\"a\": 3}")).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> HIPPOCAMPUS.with(Map.of("data.classes.0.value", "7", "data.unlabeled.a",
                "posterior"))).getMessage().contains("but the classes have no background"));
        assertEquals(new Region("background", 7), HIPPOCAMPUS.with("data.classes.0.value", "7").model().labels().regions().getFirst());
        Map<String, Set<String>> many = new LinkedHashMap<>();
        for (int i = 0; i < 50_000; i++) {
            many.put("case " + i, Set.of("posterior"));
        }
        Recipe large = new Recipe(HIPPOCAMPUS.name(), HIPPOCAMPUS.model(), HIPPOCAMPUS.regions(), many, HIPPOCAMPUS.folds(),
                HIPPOCAMPUS.augmentation(), HIPPOCAMPUS.loss(), HIPPOCAMPUS.optimizer(), HIPPOCAMPUS.rate(), HIPPOCAMPUS.length(),
                HIPPOCAMPUS.inference(), HIPPOCAMPUS.seed());
        Path file = folder.resolve("large.yaml");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Recipes.write(large, file)).getMessage().endsWith(" expected at most 1048576,"
                + " as more is not read again; it names 50000 cases in data.unlabeled"));
        assertFalse(Files.exists(file));
        Recipe one = HIPPOCAMPUS.with("data.unlabeled", "{\"" + "x".repeat(2000) + "\": \"posterior\"}");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Recipes.write(one, file)).getMessage().contains("… in data.unlabeled. takes"
                + " 2000 characters, expected at most 1000"));
    }

    @Test
    void theLabelsOfEachChannel() {
        assertEquals(List.of(Set.of(3), Set.of(1, 3), Set.of(1, 2, 3)), BRATS.channelLabels());
        assertEquals(List.of(Set.of(0), Set.of(1), Set.of(5)), HIPPOCAMPUS.with("data.classes.2.value", "5").channelLabels());
    }
}
