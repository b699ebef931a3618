package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of the demonstration with little of everything. */
class DemoTest {
    private static final DemoSettings TINY = new DemoSettings(24, List.of(8, 16), 3, 2, 4e-3, 1e-2, 2, 1);

    @TempDir
    private Path folder;

    private static String run(int threads, Path output, Interruption interruption) throws IOException {
        StringWriter out = new StringWriter();
        // Progress comes beside the errors; both are looked at here.
        PrintWriter both = new PrintWriter(out);
        Terminal terminal = new Terminal(both, both, false);
        try (Backend backend = Backends.named("jvm", new BackendOptions("", threads))) {
            new Demo(TINY, 5, CompileOptions.DEFAULT, terminal, interruption).run(backend, output);
        }
        return out.toString();
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
        }
    }

    @Test
    void givesTheSameBitsForAnyNumberOfThreads() throws IOException {
        Path one = folder.resolve("one");
        Path three = folder.resolve("three");
        try (Interruption interruption = new Interruption()) {
            String first = run(1, one, interruption);
            assertTrue(first.stripTrailing().matches("(?s).*\\Rmean Dice \\d\\.\\d{3}"), first);
            assertTrue(first.contains("not a clinical result"), first);
            String last = run(3, three, interruption);
            assertEquals(scores(first), scores(last));
        }
        List<Path> files = files(one);
        assertEquals(files, files(three));
        assertTrue(files.size() >= 2 + 1 + 3 * TINY.unseen(), files.toString());
        for (Path file : files) {
            assertEquals(-1, Files.mismatch(one.resolve(file), three.resolve(file)), file.toString());
        }
    }

    private static List<String> scores(String text) {
        List<String> scores = text.lines().filter(line -> line.startsWith("case-") || line.startsWith("mean Dice")
                || line.startsWith("step ")).toList();
        assertEquals(TINY.steps() + TINY.unseen() + 1, scores.size(), text);
        return scores;
    }

    @Test
    void writesWhatOthersCanUse() throws IOException {
        try (Interruption interruption = new Interruption()) {
            run(2, folder, interruption);
        }
        TrainedModel model = TrainedModel.read(folder.resolve("lesions.bundle"));
        assertEquals(TINY.network(), model.recipe().network());
        assertEquals(5, ((Number) model.provenance().get("seed")).intValue());
        Path unseen = folder.resolve("case-01");
        assertEquals(Volumes.read(unseen.resolve("head.nii.gz")).grid(), Volumes.read(unseen.resolve("head_seg.nii.gz")).grid());
        float lesions = 0;
        for (float voxel : Volumes.read(unseen.resolve("head_truth.nii.gz")).voxels()) {
            lesions += voxel;
        }
        assertTrue(lesions >= 8, "voxels of lesions: " + lesions);
    }

    @Test
    void stopsWhenTheUserWantsToAndLeavesNothingHalfWritten() throws IOException {
        Interruption stopped = new Interruption();
        stopped.request();
        assertThrows(CancellationException.class, () -> run(1, folder.resolve("stopped"), stopped));
        assertEquals(List.of(), files(folder));
    }
}
