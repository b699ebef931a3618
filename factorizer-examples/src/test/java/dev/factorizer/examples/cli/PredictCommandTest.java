package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void debugShowsWhereAnErrorComesFrom() {
        CommandRun run = CommandRun.of("predict", "--debug", "--model", folder.resolve("none"), "--input", first, "--output",
                output);
        assertEquals(1, run.code());
        assertTrue(run.err().startsWith("factorizer: ") && run.err().contains("\tat dev.factorizer"), run.err());
    }
}
