package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.recipes.Recipe;
import dev.factorizer.models.recipes.Recipes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes that exclude each other and are called 0, 1 and 4: from a data set to its evaluation they keep these values. */
class GappedClassesTest {
    private static final String LABEL = "4";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        TinyData.write(folder.resolve("plain"), 4);
        TinyData.write(folder.resolve("gaps"), 4);
        for (int number = 0; number < 4; number++) {
            change(TinyData.label(folder.resolve("gaps"), number), 2, Float.parseFloat(LABEL));
        }
    }

    private static void change(Path file, float from, float to) throws IOException {
        Volume label = Volumes.read(file);
        float[] values = label.voxels().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == from ? to : values[i];
        }
        Volumes.writeLabels(label.withVoxels(1, values), file);
    }

    private void run(Object... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(0, run.code(), run.err());
    }

    private void train(String name, Path recipe, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("train", folder.resolve(name), "--recipe", recipe, "--output", folder.resolve("run-" + name),
                "--fold", 0, "--backend", "jvm"));
        arguments.addAll(List.of(more));
        run(arguments.toArray());
    }

    private TrainedModel model(String name) throws IOException {
        return TrainedModel.read(folder.resolve("run-" + name).resolve("fold_0/last.bundle"));
    }

    /** What the classes are called decides nothing: the same weights, the same scores, the same map but for its values. */
    @Test
    void theTrainingIsThatOfClassesWithoutGaps() throws IOException {
        Recipe tiny = TinyData.recipe(TinyData.length(10), List.of(8, 8, 8), 1e-2);
        Path plain = folder.resolve("plain.yaml");
        Path gaps = folder.resolve("gaps.yaml");
        Recipes.write(tiny, plain);
        Recipes.write(tiny.with("data.classes.2.value", LABEL), gaps);
        train("plain", plain);
        train("gaps", gaps);
        Map<String, Tensor> weights = model("plain").weights();
        model("gaps").weights().forEach((name, found) -> assertArrayEquals(weights.get(name).toFloats(), found.toFloats(), name));
        assertEquals(validation("plain"), validation("gaps"));
        for (String name : List.of("plain", "gaps")) {
            run("predict", "--model", folder.resolve("run-" + name).resolve("fold_0/last.bundle"), "--cases", folder.resolve(name), "--output",
                    folder.resolve("found-" + name), "--backend", "jvm");
            run("evaluate", folder.resolve(name).resolve("labels"), folder.resolve("found-" + name), "--output", folder.resolve("score-" + name));
        }
        Path found = folder.resolve("found-gaps/case0_seg.nii.gz");
        int[] counts = new int[5];
        for (float value : Volumes.read(found).voxels()) {
            counts[(int) value]++;
        }
        assertTrue(counts[1] > 0 && counts[4] > 0 && counts[2] == 0 && counts[3] == 0, counts[1] + " and " + counts[4]);
        change(found, Float.parseFloat(LABEL), 2);
        assertArrayEquals(Volumes.read(folder.resolve("found-plain/case0_seg.nii.gz")).voxels(), Volumes.read(found).voxels());
        JsonMapper json = new JsonMapper();
        JsonNode scores = json.readTree(folder.resolve("score-gaps/summary.json").toFile()).get("mean");
        assertEquals(json.readTree(folder.resolve("score-plain/summary.json").toFile()).get("mean").get("2"), scores.get(LABEL));
        assertTrue(scores.get(LABEL).get("Dice").doubleValue() > 0.1, scores.toString());
    }

    private String validation(String name) throws IOException {
        Object found = model(name).provenance().get("validation");
        return String.valueOf(found);
    }

    @Test
    void planKeepsTheirValues() throws IOException {
        Path recipe = folder.resolve("planned.yaml");
        run("plan", folder.resolve("gaps"), "--output", recipe, "--seconds-per-step", 1, "--backend", "jvm");
        assertEquals("[background = 0, label 1 = 1, label 4 = 4] that exclude each other", Recipes.read(recipe).model().labels().describe());
        train("gaps", recipe, "--epochs", 1, "--set", "training.stepsPerEpoch=1", "--set", "network.widths=8,8,8");
        assertEquals("[background = 0, label 1 = 1, label 4 = 4] that exclude each other", model("gaps").recipe().labels().describe());
    }

    @Test
    void aLabelBetweenThemIsRefused() throws IOException {
        Path recipe = folder.resolve("gaps.yaml");
        Recipes.write(TinyData.recipe(TinyData.length(1)).with("data.classes.2.value", LABEL), recipe);
        CommandRun run = CommandRun.of("train", folder.resolve("plain"), "--recipe", recipe, "--output", folder.resolve("run"), "--backend", "jvm");
        assertEquals(1, run.code());
        assertTrue(run.err().contains("case0: has the label 2, expected those of the recipe: [background = 0, bright = 1, brighter = 4]"), run.err());
    }
}
