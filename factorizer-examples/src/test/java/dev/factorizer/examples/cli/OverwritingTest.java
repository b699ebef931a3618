package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No command writes over what it reads, over another of its results, or over what is no file. */
class OverwritingTest {
    private static final Grid GRID = new Grid(8, 8, 8, Affine.diagonal(2, 2, 2));

    @TempDir
    private Path folder;
    private Path bundle;
    private Path scan;
    private Map<Path, byte[]> before;

    @BeforeEach
    void write() throws IOException {
        bundle = TinyModel.write(folder.resolve("tiny.bundle"));
        scan = folder.resolve("scan.nii.gz");
        float[] voxels = new float[2 * GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i % 97;
        }
        Volumes.write(new Volume(GRID, 2, voxels), scan);
        before = contents();
    }

    private Map<Path, byte[]> contents() throws IOException {
        Map<Path, byte[]> contents = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private void refused(int code, String complaint, Object... arguments) throws IOException {
        CommandRun run = CommandRun.of(arguments);
        assertEquals(code, run.code(), run.err() + run.out());
        assertTrue(run.complaint().contains(complaint), run.err());
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            assertEquals(-1, Arrays.mismatch(file.getValue(), Files.readAllBytes(file.getKey())), file.getKey().toString());
        }
    }

    @Test
    void theNetworkIsNotExportedOntoItsBundle() throws IOException {
        Path weights = bundle.resolve("weights.safetensors");
        Path zip = TinyModel.write(folder.resolve("tiny.zip"));
        before = contents();
        Files.createSymbolicLink(folder.resolve("other"), bundle);
        for (Path output : List.of(weights, bundle.resolve("bundle.json"), folder.resolve("other/weights.safetensors"),
                bundle.resolve("../tiny.bundle/./weights.safetensors"),
                Files.createLink(folder.resolve("hard.pt"), weights),
                Files.createSymbolicLink(folder.resolve("link.pt"), weights))) {
            refused(1, "read; choose another name", "export", "--model", bundle, "--output", output);
            refused(1, "read; choose another name", "export", "--model", bundle, "--output", folder.resolve("new.pt"),
                    "--sample", output);
        }
        refused(1, "is also read", "export", "--model", zip, "--output", zip);
        assertFalse(Files.exists(folder.resolve("new.pt")));
    }

    @Test
    void theSampleIsNotWrittenOverTheNetwork() throws IOException {
        Path output = folder.resolve("net.pt");
        for (Path sample : List.of(folder.resolve("./net.pt"), folder.resolve("tiny.bundle/../net.pt"),
                folder.resolve("NET.pt"), Files.createSymbolicLink(folder.resolve("link"), output))) {
            refused(1, "is the same file as", "export", "--model", bundle, "--output", output, "--sample", sample);
            assertFalse(Files.exists(output));
        }
        Files.writeString(output, "old");
        refused(1, "is the same file as", "export", "--model", bundle, "--output", output, "--sample",
                Files.createLink(folder.resolve("hard"), output));
        assertEquals("old", Files.readString(output));
    }

    @Test
    void resultsAreNotWrittenOverTheScanOrTheModel() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        Path labels = out.resolve("scan_seg.nii.gz");
        for (Path victim : List.of(scan, bundle.resolve("weights.safetensors"), bundle.resolve("bundle.json"))) {
            for (boolean hard : List.of(true, false)) {
                Path link = hard ? Files.createLink(labels, victim) : Files.createSymbolicLink(labels, victim);
                refused(1, "read; choose another name", "predict", "--model", bundle, "--input", scan, "--output", out);
                Files.delete(link);
            }
        }
        Files.createSymbolicLink(labels, out.resolve("scan_probabilities.nii.gz"));
        refused(1, "is the same file as", "predict", "--model", bundle, "--input", scan, "--output", out, "--probabilities");
        Files.delete(labels);
        Volume both = Volumes.read(scan);
        Path second = out.resolve("one_seg.nii.gz");
        Volumes.write(both.withVoxels(1, Arrays.copyOf(both.voxels(), GRID.voxels())), out.resolve("one.nii.gz"));
        Volumes.write(both.withVoxels(1, Arrays.copyOf(both.voxels(), GRID.voxels())), second);
        before = contents();
        refused(1, second + ": is also read", "predict", "--model", bundle, "--input", out.resolve("one.nii.gz"), second,
                "--output", out);
        Volumes.write(both, out.resolve("pair.hdr"));
        Files.createLink(out.resolve("pair_seg.nii.gz"), out.resolve("pair.img"));
        before = contents();
        refused(1, "pair.img, which is read", "predict", "--model", bundle, "--input", out.resolve("pair.hdr"), "--output",
                out);
    }

    @Test
    void aBundleIsNotReplacedByWeightsThatAreReadFromIt() throws IOException {
        Path weights = bundle.resolve("weights.safetensors");
        refused(1, "read; choose another name", "import", "--checkpoint", weights, "--settings", bundle, "--output", bundle);
        refused(1, "read; choose another name", "import", "--checkpoint",
                Files.createLink(folder.resolve("w.safetensors"), weights), "--settings", bundle, "--output", bundle);
        CommandRun run = CommandRun.of("import", "--checkpoint", weights, "--settings", bundle, "--output",
                folder.resolve("copy.bundle"));
        assertEquals(0, run.code(), run.err());
    }

    @Test
    void emptyNamesAreMistakes() throws IOException {
        refused(2, "it is empty", "predict", "--model", bundle, "--input", scan, "--output", "");
        refused(2, "it is empty", "predict", "--model", "", "--input", scan, "--output", folder.resolve("out"));
        refused(2, "it is empty", "predict", "--model", bundle, "--input", "", "--output", folder.resolve("out"));
        refused(2, "it is empty", "export", "--model", bundle, "--output", "");
        refused(2, "it is empty", "export", "--model", bundle, "--output", folder.resolve("a"), "--sample", " ");
        refused(2, "it is empty", "import", "--checkpoint", scan, "--settings", bundle, "--output", "");
        refused(1, "--settings is empty", "import", "--checkpoint", scan, "--settings", "", "--output", folder.resolve("a"));
        refused(2, "it is empty", "demo", "--output", "");
        refused(2, "it is empty", "bench", "--output", "");
    }

    @Test
    void pipesAreNeitherReplacedNorWaitedFor() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path out = Files.createDirectory(folder.resolve("out"));
        Path labels = Files.createSymbolicLink(out.resolve("scan_seg.nii.gz"), pipe);
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            String what = "is a device, pipe or socket";
            refused(1, what, "predict", "--model", pipe, "--input", scan, "--output", out);
            refused(1, what, "export", "--model", pipe, "--output", out.resolve("a.pt"));
            refused(1, what, "import", "--checkpoint", scan, "--settings", pipe, "--output", out.resolve("a.bundle"));
            refused(1, what, "export", "--model", bundle, "--output", pipe);
            refused(1, what, "predict", "--model", bundle, "--input", scan, "--output", out);
            refused(1, "is no folder", "import", "--checkpoint", scan, "--settings", bundle, "--output", pipe);
            refused(1, what, "bench", "--work", "factorization", "--output", pipe);
        });
        assertTrue(Files.isSymbolicLink(labels) && Files.exists(pipe) && !Files.isRegularFile(pipe));
    }

    @Test
    void namesOfResultsThatAreTooLongAreRefusedBeforeTheWork() throws IOException {
        Path longest = folder.resolve("n".repeat(240) + ".nii.gz");
        Files.copy(scan, longest);
        before = contents();
        Path out = folder.resolve("out");
        CommandRun run = CommandRun.of("predict", "--model", bundle, "--input", longest, "--output", out);
        assertEquals(0, run.code(), run.err());
        refused(1, "too long", "predict", "--model", bundle, "--input", longest, "--output", folder.resolve("other"),
                "--probabilities");
        assertFalse(Files.exists(folder.resolve("other")));
    }

    @Test
    void theListOfADataSetAndItsFilesStay() throws IOException {
        TinyData.write(folder.resolve("data"), 2);
        Path list = folder.resolve("data/list.json");
        assertEquals(0, CommandRun.of("check", folder.resolve("data"), "--datalist", list, "--folds", "2").code());
        Path splits = Files.writeString(folder.resolve("data/splits.json"), "[{\"train\": [\"case0\"], \"val\": [\"case1\"]}]");
        before = contents();
        for (Path victim : List.of(list, splits, TinyData.image(folder.resolve("data"), 0), TinyData.label(folder.resolve("data"), 1))) {
            refused(1, "read; choose another name", "check", list, "--splits", splits, "--output", victim);
            refused(1, "read; choose another name", "check", list, "--splits", splits, "--datalist", victim);
            refused(1, "read; choose another name", "plan", list, "--splits", splits, "--output", victim);
        }
        Path both = folder.resolve("both.json");
        refused(1, "is the same file as", "check", list, "--output", both, "--datalist", both);
        assertFalse(Files.exists(both));
    }

    @Test
    void curvesAreWrittenOverNothingThatIsRead() throws IOException {
        Path truth = folder.resolve("truth.nii.gz");
        Volumes.writeLabels(new Volume(GRID, 1, new float[GRID.voxels()]), truth);
        before = contents();
        for (Path victim : List.of(scan, truth, bundle.resolve("bundle.json"))) {
            refused(1, "read; choose another name", "calibrate", "--model", bundle, "--input", scan, "--truth", truth, "--output",
                    folder.resolve("new.bundle"), "--curves", victim);
        }
        Path zip = folder.resolve("new.zip");
        refused(1, "lies where the bundle is written", "calibrate", "--model", bundle, "--input", scan, "--truth", truth, "--output", zip,
                "--curves", zip);
        assertFalse(Files.exists(zip));
    }

    @Test
    void theReportTakesTheEvaluationsPlaceAsLittleAsTheTrainings() throws IOException {
        Path labels = Files.createDirectories(folder.resolve("labels"));
        Volumes.writeLabels(new Volume(GRID, 1, new float[GRID.voxels()]), labels.resolve("a.nii.gz"));
        Path found = Files.createDirectories(folder.resolve("found"));
        Files.copy(labels.resolve("a.nii.gz"), found.resolve("a.nii.gz"));
        Path scores = folder.resolve("scores");
        CommandRun evaluated = CommandRun.of("evaluate", labels, found, "--regions", "lesion=1", "--output", scores);
        assertEquals(0, evaluated.code(), evaluated.err());
        Path log = Files.writeString(Files.createDirectories(folder.resolve("run/fold_0")).resolve("log.jsonl"), "");
        before = contents();
        for (Path victim : List.of(scores.resolve("evaluation.json"), scores.resolve("cases.csv"), scores.resolve("summary.json"), log)) {
            refused(1, "read; choose another name", "report", scores, "--run", folder.resolve("run"), "--output", victim);
        }
    }
}
