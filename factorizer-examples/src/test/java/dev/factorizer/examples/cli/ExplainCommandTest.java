package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.report.ReportSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    private static final String DECODER = "decoder.blocks.0.block.blocks.0.fact";

    @TempDir
    private Path folder;
    private Path bundle;
    private Path scan;
    private Path output;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        scan = TinyCase.scan(folder.resolve("scan.nii.gz"), 5);
        output = folder.resolve("out/here");
    }

    private CommandRun explain(Object... more) {
        return CommandRun.of(Stream.concat(Stream.of("explain", "--model", bundle, "--input", scan, "--output", output),
                Stream.of(more)).toArray());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private JsonNode record(String layer) throws IOException {
        return new JsonMapper().readTree(output.resolve("scan_" + layer + "_components.json").toFile());
    }

    @Test
    void theFilesOfALayerAddUpToItsReconstruction() throws IOException {
        CommandRun run = explain();
        assertEquals(0, run.code(), run.err());
        JsonNode record = record(DECODER);
        JsonNode components = record.get("components");
        assertEquals(4, components.size(), "one head, four shifts, rank 1");
        assertEquals(4 + 3, names().size(), names().toString());
        Volume reconstruction = Volumes.read(output.resolve(record.get("reconstruction").textValue()));
        float[] sum = new float[TinyCase.GRID.voxels()];
        double total = 0;
        double before = 1;
        for (JsonNode component : components) {
            Volume map = Volumes.read(output.resolve(component.get("file").textValue()));
            assertTrue(map.grid().isNear(TinyCase.GRID, 1e-4), map.toString());
            for (int i = 0; i < sum.length; i++) {
                sum[i] += map.voxels()[i];
                total += reconstruction.voxels()[i] / components.size();
            }
            assertTrue(component.get("share").doubleValue() <= before, "ranked");
            before = component.get("share").doubleValue();
        }
        double share = 0;
        float largest = 0;
        for (float value : reconstruction.voxels()) {
            largest = Math.max(largest, value);
        }
        assertTrue(largest > 0);
        for (int i = 0; i < sum.length; i++) {
            assertEquals(reconstruction.voxels()[i], sum[i], 1e-5 * largest, "voxel " + i);
            share += Volumes.read(output.resolve(components.get(0).get("file").textValue())).voxels()[i] / total;
        }
        assertEquals(share, components.get(0).get("share").doubleValue(), 1e-5);
        assertEquals("[[0,0,0],[1,1,1],[2,2,2],[3,3,3]]", record.get("shifts").toString());
        assertEquals("[\"scan.nii.gz\"]", record.get("inputs").toString());
        assertEquals("share", record.get("rankedBy").textValue());
        assertTrue(run.err().contains("plan: " + DECODER + ": 4 maps in "), run.err());
        assertTrue(run.out().contains(DECODER + ": 4 components by share"), run.out());
        assertTrue(run.out().contains("written: " + output.resolve("scan_" + DECODER + "_components.json")), run.out());
        assertTrue(run.err().contains("window 1 of ") && !run.out().contains("window"), run.err());
    }

    @Test
    void theLargestOfChosenLayers() throws IOException {
        CommandRun run = explain("--layer", "encoder", DECODER, "--top", 2);
        assertEquals(0, run.code(), run.err());
        List<String> names = names();
        assertEquals(3 * (2 + 2) + 1, names.size(), names.toString());
        JsonNode components = record("encoder.blocks.1.block.blocks.0.fact").get("components");
        assertEquals(8, components.size(), "two heads, four shifts");
        assertTrue(names.contains(String.format(Locale.ROOT, "scan_encoder.blocks.1.block.blocks.0.fact_1_shift%d_head%d_component0.nii.gz",
                components.get(0).get("shift").intValue(), components.get(0).get("head").intValue())), names.toString());
        assertFalse(components.get(2).has("file"));
        assertTrue(run.out().contains("6 others, not written: "), run.out());
    }

    @Test
    void ranksByOverlapWithATruthOrWithWhatIsFound() throws IOException {
        Path truth = TinyCase.truth(folder.resolve("truth.nii.gz"), 200);
        CommandRun run = explain("--truth", truth, "--rank-by", "overlap", "--layer", "encoder", DECODER, "--iterations", 2,
                "--top", 1000);
        assertEquals(0, run.code(), run.err());
        assertEquals(3, run.err().lines().filter(line -> line.startsWith("window 1 of ")).count(), run.err());
        JsonNode summary = new JsonMapper().readTree(output.resolve("scan_components.json").toFile());
        assertEquals("{\"from\":\"truth\",\"voxels\":{\"lesion\":200}}", summary.get("regions").toString());
        assertEquals(3, summary.get("layers").size());
        assertEquals(3, summary.get("outputs").size());
        for (JsonNode layer : summary.get("layers")) {
            JsonNode alone = record(layer.get("layer").textValue());
            assertEquals(alone.get("components"), layer.get("components"));
            assertTrue(Files.isRegularFile(output.resolve(layer.get("record").textValue())));
            assertEquals("overlap", layer.get("rankedBy").textValue());
            double before = 1;
            double energy = 0;
            for (JsonNode component : layer.get("components")) {
                double dice = component.get("regions").get("lesion").get("dice").doubleValue();
                assertTrue(dice <= before && dice > 0, component.toString());
                before = dice;
                energy += component.get("energy").doubleValue();
                Volume map = Volumes.read(output.resolve(component.get("file").textValue()));
                assertEquals(inside(map, Volumes.read(truth)), component.get("regions").get("lesion").get("inside").doubleValue(), 1e-6);
            }
            assertEquals(1, energy, 1e-6);
        }
        CommandRun found = explain();
        assertEquals(0, found.code(), found.err());
        assertEquals(2, found.err().lines().filter(line -> line.startsWith("window 1 of ")).count(), "segmented first: " + found.err());
        assertEquals("prediction", record(DECODER).get("regions").get("from").textValue());
    }

    @Test
    void aScanIsNamedAsForPredict() throws IOException {
        assertEquals(0, explain("--top", 1).code());
        Path other = folder.resolve("other");
        CommandRun run = CommandRun.of("explain", scan, "--model", bundle, "--output", other, "--top", 1);
        assertEquals(0, run.code(), run.err());
        for (String name : names()) {
            assertArrayEquals(Files.readAllBytes(output.resolve(name)), Files.readAllBytes(other.resolve(name)), name);
        }
        for (String command : List.of("explain", "predict")) {
            run = CommandRun.of(command, scan, "--model", bundle, "--output", other, "--input", scan);
            assertEquals(2, run.code(), run.out());
            assertTrue(run.complaint().contains("found the scan " + scan + " and --input, expected one of them"), run.err());
            run = CommandRun.of(command, "--model", bundle, "--output", other);
            assertEquals(2, run.code(), run.out());
            assertTrue(run.complaint().startsWith("factorizer: found no scan, expected "), run.err());
        }
    }

    /** As many as a report shows. */
    @Test
    void fourMapsOfEachLayerUnlessMoreAreAskedFor() throws IOException {
        assertEquals(4, ReportSettings.DEFAULT.components());
        assertEquals(0, explain("--layer", "encoder.blocks.1").code());
        assertEquals(4, record("encoder.blocks.1.block.blocks.0.fact").get("components").findValues("file").size());
    }

    @Test
    void otherProgramsGetTheRanking() throws IOException {
        CommandRun run = explain("--json", "--top", 1);
        assertEquals(0, run.code(), run.err());
        JsonNode result = new JsonMapper().readTree(run.out()).get("result");
        assertEquals(record(DECODER).get("components"), result.get("layers").get(0).get("components"));
        assertEquals("prediction", result.get("regions").get("from").textValue());
        assertEquals(2, result.get("written").size());
    }

    private static double inside(Volume map, Volume region) {
        double sum = 0;
        double in = 0;
        for (int i = 0; i < map.voxels().length; i++) {
            sum += map.voxels()[i];
            in += region.voxels()[i] * map.voxels()[i];
        }
        return in / sum;
    }

    /** Else the second would stand beside the first, with the same ranks. */
    @Test
    void mapsOfAnEarlierCallAreReplaced() throws IOException {
        assertEquals(0, explain().code());
        Path other = Files.createFile(output.resolve("scan_other_1_shift0_head0_component0.nii.gz"));
        Path record = output.resolve("scan_" + DECODER + "_components.json");
        Path stale = Files.createFile(output.resolve("scan_" + DECODER + "_9_shift0_head0_component8.nii.gz"));
        Path notes = Files.createFile(output.resolve("notes.txt"));
        Files.writeString(record, Files.readString(record).replaceFirst("\"outputs\" : \\[", "\"outputs\" : [ \"../tiny.bundle/model.json\","
                + " \"notes.txt\", \"" + other.getFileName() + "\", \"" + stale.getFileName() + "\","));
        assertEquals(0, explain("--top", 1).code());
        assertEquals(List.of(notes, other).stream().map(file -> file.getFileName().toString()).toList(),
                names().stream().filter(name -> !name.startsWith("scan_" + DECODER) && !name.equals("scan_components.json")).toList());
        assertEquals(4, names().size() - 2, names().toString());
        Files.writeString(record, "no record");
        assertEquals(0, explain("--top", 2).code());
        assertEquals(5, names().size() - 2, names().toString());
    }

    @Test
    void anotherBackendFindsNearlyTheSame() throws IOException {
        assertEquals(0, explain().code());
        Path other = folder.resolve("other");
        CommandRun run = CommandRun.of("explain", "--backend", "djl", "--model", bundle, "--input", scan, "--output", other);
        assertEquals(0, run.code(), run.err());
        String name = "scan_" + DECODER + "_reconstruction.nii.gz";
        float[] expected = Volumes.read(output.resolve(name)).voxels();
        float[] found = Volumes.read(other.resolve(name)).voxels();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-3 * (1 + Math.abs(expected[i])), "voxel " + i);
        }
    }

    @Test
    void refusalsAreOneSentenceAndWriteNothing() throws IOException {
        CommandRun run = explain("--layer", "decoder.blocks.9");
        assertEquals(1, run.code(), run.out());
        assertEquals("factorizer: layer \"decoder.blocks.9\" factorizes no image, expected one of encoder.blocks.0.block.blocks.0.fact,"
                + " encoder.blocks.1.block.blocks.0.fact, " + DECODER + ", or the beginning of one up to a dot", run.complaint());
        assertFalse(Files.exists(output));
        CommandRun none = explain("--top", 0);
        assertEquals(2, none.code());
        assertTrue(none.complaint().startsWith("factorizer: --top 0: expected 1 or more"), none.err());
        Path empty = TinyCase.truth(folder.resolve("truth.nii.gz"), 0);
        assertEquals("factorizer: --rank-by overlap: the truth has no voxel of a region, expected one; rank by share or energy",
                explain("--rank-by", "overlap", "--truth", empty).complaint());
        assertTrue(explain("--rank-by", "shares").complaint().startsWith("factorizer: --rank-by shares: expected one of share, energy,"
                + " overlap"));
        assertFalse(Files.exists(output));
        CommandRun missing = CommandRun.of("explain", "--model", folder.resolve("no"), "--input", folder.resolve("nor"),
                "--output", output);
        assertTrue(missing.complaint().contains("do not exist"), missing.err());
        assertFalse(Files.exists(output));
    }

    @Test
    void noInputIsWrittenOver() throws IOException {
        output = folder;
        Path odd = Files.move(scan, folder.resolve("scan.nii"));
        // A channel of another name, which is one of the results.
        Path result = folder.resolve("scan_" + DECODER + "_reconstruction.nii.gz");
        Volume both = Volumes.read(odd);
        Volumes.write(both.withVoxels(1, Arrays.copyOf(both.voxels(), TinyCase.GRID.voxels())), odd);
        Volumes.write(Volumes.read(odd), result);
        byte[] before = Files.readAllBytes(result);
        CommandRun run = CommandRun.of("explain", "--model", bundle, "--input", odd, result, "--output", output);
        assertEquals(1, run.code(), run.out());
        assertTrue(run.complaint().contains(result.toString()), run.err());
        assertArrayEquals(before, Files.readAllBytes(result));
    }
}
