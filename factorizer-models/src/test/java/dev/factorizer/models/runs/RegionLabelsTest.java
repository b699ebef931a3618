package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factorizer.io.cache.CaseCache;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.datalist.Fold;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionLabelsTest {
    private static final SplitRegions BRATS = SplitRegions.brats23();
    @TempDir
    private Path folder;

    @Test
    void aDataSetOfOtherNumbersIsRefused() {
        assertEquals("training: no case has the label 3, of which the recipe's regions consist; change data.regions of the recipe or the"
                + " label maps:\n  label 4 is in 2 cases and in no region; in BraTS the enhancing tumor was 4 until 2022 and is 3 since",
                assertThrows(MismatchException.class, () -> RegionLabels.require(BRATS, OptionalInt.empty(),
                        List.of(List.of(0, 1, 2, 4), List.of(0, 2, 4), List.of(0)))).getMessage());
    }

    @Test
    void regionsOfSomeOfTheLabelsArePossible() {
        SplitRegions core = new SplitRegions(List.of(Set.of(1, 3)));
        assertDoesNotThrow(() -> RegionLabels.require(core, OptionalInt.empty(), List.of(List.of(0, 1, 2), List.of(2, 3))));
        assertDoesNotThrow(() -> RegionLabels.require(BRATS, OptionalInt.empty(), List.of(List.of(0, 1, 2), List.of(0))));
        assertDoesNotThrow(() -> RegionLabels.require(BRATS, OptionalInt.of(4), List.of(List.of(0, 1, 2, 4))));
    }

    private List<DataCase> cases(float enhancing) throws IOException {
        Grid grid = new Grid(8, 8, 8, Affine.diagonal(1, 1, 1));
        List<DataCase> cases = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            float[] labels = new float[grid.voxels()];
            float[] image = new float[grid.values(4)];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = i % 5 == 0 ? enhancing : i % 5 < 3 ? i % 5 : 0;
            }
            for (int i = 0; i < image.length; i++) {
                image[i] = 1 + i % 7;
            }
            Path scan = folder.resolve("scan" + number + "-" + enhancing + ".nii");
            Path label = folder.resolve("label" + number + "-" + enhancing + ".nii");
            Volumes.write(new Volume(grid, 4, image), scan);
            Volumes.write(new Volume(grid, 1, labels), label);
            cases.add(new DataCase("case" + number, "case" + number, CasePart.TRAINING, List.of(scan), Optional.of(label), OptionalInt.empty()));
        }
        return cases;
    }

    private PreparedCases prepare(float enhancing) throws IOException {
        Recipe recipe = Recipes.named("brats23");
        List<DataCase> cases = cases(enhancing);
        return PreparedCases.of(new Fold("fold 0", cases.subList(0, 1), cases.subList(1, 2)), recipe, Optional.empty(),
                CaseCache.in(folder.resolve("cache"), 1 << 24, recipe.preparation(), _ -> { }), 1, _ -> { }, () -> { });
    }

    @Test
    void aTrainingRefusesThemBeforeItBegins() throws IOException {
        assertEquals(Set.of("case0", "case1"), Map.copyOf(prepare(3).hashes()).keySet());
        assertThrows(MismatchException.class, () -> prepare(4));
    }
}
