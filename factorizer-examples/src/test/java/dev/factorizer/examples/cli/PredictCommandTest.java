package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    /** Axes to the left, to the back and upwards, not at right angles to the world, of three spacings. */
    private static final Grid GRID = new Grid(11, 9, 7,
            Affine.of(-1.5, 0.1, 0, 20, 0.1, -2.5, 0, 30, 0, 0, 3, -10, 0, 0, 0, 1));

    @TempDir
    private Path folder;
    private Path bundle;
    private Path first;
    private Path second;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        first = scan("dwi.nii.gz", 5);
        second = scan("adc.nii", 6);
        output = folder.resolve("out/here");
    }

    private Path scan(String name, long seed) throws IOException {
        return scan(name, seed, GRID, 0);
    }

    private Path scan(String name, long seed, Grid grid, float added) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        float[] voxels = new float[grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 1 + random.nextInt(1000);
        }
        voxels[voxels.length / 2] += added;
        Path file = folder.resolve(name);
        Volumes.write(new Volume(grid, 1, voxels), file);
        return file;
    }

    @Test
    void resultLiesOnTheScansOwnGrid() throws IOException {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output,
                "--probabilities");
        assertEquals(0, run.code(), run.err());
        Volume labels = Volumes.read(output.resolve("dwi_seg.nii.gz"));
        Volume probabilities = Volumes.read(output.resolve("dwi_probabilities.nii.gz"));
        assertTrue(labels.grid().isNear(GRID, 1e-4), labels.toString());
        assertTrue(probabilities.grid().isNear(GRID, 1e-4), probabilities.toString());
        int inside = 0;
        for (int i = 0; i < GRID.voxels(); i++) {
            assertEquals(probabilities.voxels()[i] >= 0.5f ? 1 : 0, labels.voxels()[i], "voxel " + i);
            inside += (int) labels.voxels()[i];
        }
        assertTrue(run.out().contains(String.format(java.util.Locale.ROOT, "lesion: %.2f ml",
                inside * GRID.affine().voxelVolume() / 1000)), run.out());
        assertTrue(run.out().contains("written: " + output.resolve("dwi_seg.nii.gz")), run.out());
        assertTrue(run.err().contains("window 1 of ") && !run.out().contains("window"), run.err());
    }

    @Test
    void channelsMayBeOfSeveralFormats() throws IOException {
        Grid straight = new Grid(11, 9, 7, Affine.diagonal(1.5, 2.5, 3));
        first = scan("dwi.nii", 5, straight, 0);
        second = scan("adc.nii", 6, straight, 0);
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output).code());
        byte[] labels = Files.readAllBytes(output.resolve("dwi_seg.nii.gz"));
        first = scan("dwi.nrrd", 5, straight, 0);
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output);
        assertEquals(0, run.code(), run.err());
        assertArrayEquals(labels, Files.readAllBytes(output.resolve("dwi_seg.nii.gz")));
        assertEquals(List.of("dwi.nrrd", "adc.nii"), texts(provenance().get("inputs")));
        assertEquals(0, provenance().get("warnings").size());
    }

    private JsonNode provenance() throws IOException {
        return new JsonMapper().readTree(output.resolve("dwi_seg.json").toFile());
    }

    @Test
    void aWarningIsPrintedOnceAndKeptInTheProvenance() throws IOException {
        Grid straight = new Grid(11, 9, 7, Affine.diagonal(1.5, 2.5, 3));
        first = scan("dwi.nii", 5, straight, 0);
        second = scan("adc.nii", 6, straight, 0);
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output).code());
        assertEquals(0, provenance().get("warnings").size());
        assertEquals(List.of("dwi.nii", "adc.nii"), texts(provenance().get("inputs")));
        assertEquals(List.of("dwi_seg.nii.gz"), texts(provenance().get("outputs")));
        byte[] whole = Files.readAllBytes(output.resolve("dwi_seg.nii.gz"));
        byte[] bytes = Files.readAllBytes(first);
        bytes[72] = 0; // bitpix
        Files.write(first, bytes);
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output);
        assertEquals(0, run.code(), run.err());
        String warning = first + ": bitpix is 0, expected 32 for float32; the datatype decides";
        assertEquals(List.of("factorizer: warning: " + warning), run.err().lines().filter(line -> line.contains("warning")).toList());
        assertEquals(List.of(warning), texts(provenance().get("warnings")));
        assertArrayEquals(whole, Files.readAllBytes(output.resolve("dwi_seg.nii.gz")));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
    }

    @Test
    void aPipeAsInputIsNotWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.nii");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor());
        refused("pipe.nii", "is a device, pipe or socket, expected an image", "--input", first, pipe);
    }

    @Test
    void fewerIterationsGiveAnotherResultOfTheSameModel() throws IOException {
        Path other = folder.resolve("other");
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output,
                "--probabilities").code());
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", other,
                "--probabilities", "--iterations", 1).code());
        assertNotEquals(-1, Files.mismatch(output.resolve("dwi_probabilities.nii.gz"),
                other.resolve("dwi_probabilities.nii.gz")));
    }

    @Test
    void productsInBfloat16GiveNearlyTheSameOnABackendThatHasThem() throws IOException {
        Path rounded = folder.resolve("rounded");
        assertEquals(0, CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output,
                "--probabilities").code());
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", rounded,
                "--probabilities", "--backend", "djl", "--matmul-precision", "bfloat16");
        assertEquals(0, run.code(), run.err());
        float[] expected = Volumes.read(output.resolve("dwi_probabilities.nii.gz")).voxels();
        float[] found = Volumes.read(rounded.resolve("dwi_probabilities.nii.gz")).voxels();
        double furthest = 0;
        for (int i = 0; i < expected.length; i++) {
            furthest = Math.max(furthest, Math.abs(expected[i] - found[i]));
        }
        assertTrue(furthest > 1e-5 && furthest < 0.05, "probabilities off by " + furthest);
    }

    @Test
    void productsInBfloat16AreRefusedByABackendThatHasThemNot() throws IOException {
        refused("backend \"jvm\" can't store matrix products and convolutions in bfloat16, expected one of [float32]",
                "choose a backend that has it", "--matmul-precision=bfloat16", "--backend=jvm", "--input", first, second);
    }

    @Test
    void refusesWhatIsNotFiniteAndNamesTheVoxel() throws IOException {
        Path broken = scan("broken.nii", 7, GRID, Float.NaN);
        refused("broken.nii", "NaN", "--input", first, broken);
        Path infinite = scan("infinite.nii", 7, GRID, Float.POSITIVE_INFINITY);
        refused("infinite.nii", "expected finite", "--input", infinite, second);
    }

    @Test
    void refusesOtherChannelsAndOtherGrids() throws IOException {
        refused("the scan has 1 channel, expected 2", "dwi", "--input", first);
        Path small = scan("small.nii", 7, new Grid(11, 9, 6, GRID.affine()), 0);
        refused("small.nii", "11×9×6 voxels, expected 11×9×7", "--input", first, small);
    }

    @Test
    void refusesMissingAndDamagedFiles() throws IOException {
        refused("none.nii", "does not exist", "--input", first, folder.resolve("none.nii"));
        Path damaged = Files.write(folder.resolve("damaged.nii"), new byte[100]);
        refused("damaged.nii", "", "--input", first, damaged);
    }

    @Test
    void saysOfAllMissingFilesAtOnce() throws IOException {
        Path none = folder.resolve("none.nii");
        Path neither = folder.resolve("nor\u001b[31m\nthis.nii");
        refused("--input " + none + ", --input " + folder + "/nor\\u001b[31m\\nthis.nii: ", "do not exist, expected existing files",
                "--input", none, first, neither);
        CommandRun run = CommandRun.of("predict", "--model", folder.resolve("no.bundle"), "--input", first, none, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("--model " + folder.resolve("no.bundle") + ", --input " + none + ": do not exist"), run.err());
    }

    @Test
    void namesWithControlCharactersAreShownAsTheyAreWritten() throws IOException {
        Path odd = scan("a\nwritten: b\u001b[2J.nii", 8);
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", odd, second, "--output", output);
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().lines().noneMatch(line -> line.startsWith("written: b")), run.out());
        assertTrue(run.out().contains("written: " + output + "/a\\nwritten: b\\u001b[2J_seg.nii.gz"), run.out());
    }

    private void refused(String what, String why, Object option, Object... inputs) throws IOException {
        Object[] arguments = Stream.concat(Stream.of("predict", "--model", bundle, "--output", output, option),
                Stream.of(inputs)).toArray();
        CommandRun run = CommandRun.of(arguments);
        assertEquals(1, run.code(), run.out());
        assertTrue(run.complaint().contains(what) && run.complaint().contains(why), run.err());
        assertFalse(Files.exists(output), "nothing was written");
    }

    @Test
    void refusesAFileWhereAFolderShouldBe() throws IOException {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", second);
        assertEquals(1, run.code());
        assertTrue(run.complaint().contains("is a file, expected a folder or nothing"), run.err());
    }

    /** Where the image, if anything, would be read as options. */
    @Test
    void writesNothingIntoABundle() throws IOException {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", bundle);
        assertEquals(1, run.code());
        assertEquals("factorizer: --output " + bundle + " is a model bundle, expected a folder for results; choose another one",
                run.err().strip());
    }

    @Test
    void aNameMayBeginWithAnAtSign() throws IOException {
        String named = "@" + Files.writeString(folder.resolve("at.txt"), "--help");
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", named, "--output", output);
        assertEquals(1, run.code(), run.out());
        assertEquals("factorizer: " + named + ": does not exist, expected an image", run.complaint());
    }

    @Test
    void saysWhyNothingCanBeWrittenThere() throws IOException {
        Path below = second.resolve("a/b");
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", below);
        assertEquals(1, run.code(), run.err());
        assertEquals("factorizer: --output " + below + ": cannot write there: Not a directory; choose another folder or change its"
                + " permissions", run.complaint());
    }

    @Test
    void moreIterationsThanAnyNetworkHasAreAMistake() {
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output, "--iterations",
                "2000000000");
        assertEquals(2, run.code(), run.err());
        assertTrue(run.complaint().startsWith("factorizer: --iterations 2000000000: expected at most 1000; see"), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void refusesADamagedBundle() throws IOException {
        Path weights = bundle.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output);
        assertEquals(1, run.code());
        assertTrue(run.complaint().toLowerCase(java.util.Locale.ROOT).contains("sha"), run.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void severalModelsFlipsAndUncertainty() throws IOException {
        Path other = TinyModel.write(folder.resolve("other.bundle"), 4);
        CommandRun run = CommandRun.of("predict", "--model", bundle, other, "--input", first, second, "--output", output, "--uncertainty",
                "--probabilities", "--flips", "x,yz", "--overlap", "0.25", "--window-weights", "constant", "--ensemble", "logits");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.err().lines().anyMatch(line -> line.matches("plan: [0-9]+ windows in 1 band; [0-9,]+ MiB: networks [0-9]+,"
                + " preparation [0-9]+, then image [0-9]+, sums [0-9]+, result [0-9]+; runtime [0-9]+")), run.err());
        JsonNode record = provenance();
        assertEquals(List.of("dwi_seg.nii.gz", "dwi_probabilities.nii.gz", "dwi_entropy.nii.gz", "dwi_disagreement.nii.gz"),
                texts(record.get("outputs")));
        assertEquals("logits", record.get("ensemble").textValue());
        assertEquals(2, record.get("models").size());
        assertEquals("{\"overlap\":[0.25,0.25],\"weights\":[\"constant\",\"constant\"],\"flips\":[[[],[0],[1,2]],[[],[0],[1,2]]]}", record.get("windows").toString());
        float[] p = Volumes.read(output.resolve("dwi_probabilities.nii.gz")).voxels();
        float[] entropy = Volumes.read(output.resolve("dwi_entropy.nii.gz")).voxels();
        float[] disagreement = Volumes.read(output.resolve("dwi_disagreement.nii.gz")).voxels();
        double furthest = 0;
        for (int i = 0; i < p.length; i++) {
            // Made on the network's grid and brought back: near to that of the probabilities brought back, for these are smooth.
            double expected = p[i] > 0 && p[i] < 1 ? -p[i] * Math.log(p[i]) - (1 - p[i]) * Math.log(1 - p[i]) : 0;
            furthest = Math.max(furthest, Math.abs(expected - entropy[i]));
            assertTrue(disagreement[i] >= 0 && disagreement[i] <= Math.log(2), "voxel " + i);
        }
        assertTrue(furthest < 0.05, "entropy off by " + furthest);
        run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", folder.resolve("single"), "--uncertainty");
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.exists(folder.resolve("single/dwi_entropy.nii.gz")));
        assertFalse(Files.exists(folder.resolve("single/dwi_disagreement.nii.gz")), "nobody disagrees");
    }

    @Test
    void modelsOfDifferentThingsAreRefused() throws IOException {
        Path other = folder.resolve("other.bundle");
        TrainedModel model = TrainedModel.read(bundle);
        ModelRecipe recipe = model.recipe();
        new TrainedModel(new ModelRecipe(recipe.network(), List.of("dwi", "flair"), recipe.preprocessing(), recipe.labels()),
                model.weights(), Map.of()).write(other);
        CommandRun run = CommandRun.of("predict", "--model", bundle, other, "--input", first, second, "--output", output);
        assertEquals(1, run.code(), run.err());
        assertEquals("factorizer: ensemble: model 2 has the channels [dwi, flair], expected those of model 1, [dwi, adc]; take models that"
                + " were trained for the same", run.complaint());
        assertFalse(Files.exists(output));
    }

    @Test
    void optionsOfWindowsAreChecked() {
        for (List<String> wrong : List.of(List.of("--overlap", "0.95", "expected 0 to 0.9"),
                List.of("--flips", "x,xx", "expected sets of x, y and z with commas between them, each once, such as x,y,xy, or all"),
                List.of("--window-weights", "linear", "expected constant or gaussian"),
                List.of("--ensemble", "votes", "expected logits or probabilities"))) {
            CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", first, second, "--output", output, wrong.get(0),
                    wrong.get(1));
            assertEquals(2, run.code(), run.err());
            assertTrue(run.complaint().startsWith("factorizer: " + wrong.get(0) + " " + wrong.get(1) + ": " + wrong.get(2)), run.err());
        }
        CommandRun comma = CommandRun.of("predict", "--model", bundle, "--input", first, "--output", output, "--overlap", "0,5");
        assertEquals(2, comma.code(), comma.err());
        assertTrue(comma.complaint().contains("'0,5' is not a number with a decimal point"), comma.err());
    }

    @Test
    void debugShowsWhereAnErrorComesFrom() {
        CommandRun run = CommandRun.of("predict", "--debug", "--model", folder.resolve("none"), "--input", first, "--output",
                output);
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("factorizer: ") && run.err().contains("\tat dev.factorizer"), run.err());
    }

    private byte[] labels(String name, Path model, Object... more) throws IOException {
        Path to = folder.resolve(name);
        CommandRun run = CommandRun.of(Stream.concat(Stream.of("predict", "--model", model, "--input", first, second, "--output", to,
                "--probabilities"), Stream.of(more)).toArray());
        assertEquals(0, run.code(), run.err());
        return Files.readAllBytes(to.resolve("dwi_probabilities.nii.gz"));
    }

    @Test
    void aModelIsUsedAsItWasValidated() throws IOException {
        TrainedModel model = TrainedModel.read(bundle);
        Path flipped = folder.resolve("flipped.bundle");
        new TrainedModel(model.recipe().withWindows(0.25, WindowWeights.CONSTANT, List.of(List.of(), List.of(0))), model.weights(), Map.of())
                .write(flipped);
        byte[] plain = labels("plain", bundle);
        byte[] chosen = labels("chosen", bundle, "--overlap", "0.25", "--window-weights", "constant", "--flips", "x");
        assertFalse(Arrays.equals(plain, chosen));
        assertArrayEquals(chosen, labels("kept", flipped));
        assertArrayEquals(plain, labels("none", flipped, "--overlap", "0.5", "--window-weights", "gaussian", "--flips", "none"));
    }
}
