package dev.factorizer.io.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.factorizer.io.GoldenFiles;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.NetworkDescription;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.weights.StateDictReader;
import dev.factorizer.io.weights.TorchCheckpoint;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.io.weights.WrapperNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Small valid files of each format with a few bytes changed: each is read, or refused by an IOException whose message names
 * the file. Seeds are fixed, so that a build tests the same files each time; jqwik prints the one that failed.
 */
class DamagedFilesTest {
    private static final List<String> NIFTI = List.of("int16.nii", "nifti2.nii", "nifti2-bigEndian.nii", "extensions.nii",
            "channels4d.nii", "rgb.nii", "qformFlipped.nii", "noForm.nii", "scaled-float32.nii", "dataAfterGap.nii");
    private static final List<String> CHECKPOINTS = List.of("plain.pt", "legacy.pt", "views.pt", "views-legacy.pt", "half.pt",
            "hostile-system.pt", "hostile-out-of-bounds.pt");

    private static final List<String> FULL = List.of("beside-zip-2.pt", "beside-zip-5.pt", "beside-legacy-2.pt",
            "beside-legacy-5.pt", "tensors-zip.pt", "tensors-legacy.pt");

    private static Path folder;
    /** The manifest, the weights, and both as an archive. */
    private static List<byte[]> bundleParts;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("damaged");
        ModelBundle bundle = new ModelBundle(new NetworkDescription("factorizer", Map.of("widths", List.of(8, 16))),
                List.of("dwi", "adc"), Preprocessing.isles22(), Labels.brats23(), new Tiling(64), Map.of(),
                Weights.read(GoldenFiles.path("transforms/brats-2023.safetensors")));
        bundle.write(folder.resolve("whole"));
        bundle.write(folder.resolve("whole.zip"));
        bundleParts = List.of(Files.readAllBytes(folder.resolve("whole/bundle.json")),
                Files.readAllBytes(folder.resolve("whole/weights.safetensors")),
                Files.readAllBytes(folder.resolve("whole.zip")));
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @FunctionalInterface
    private interface Reader {
        void read(Path file) throws IOException;
    }

    private static void readsOrRefuses(Path file, Reader reader) {
        try {
            reader.read(file);
        } catch (IOException e) {
            assertTrue(e.getMessage() != null && e.getMessage().contains(file.getFileName().toString()), () -> "" + e);
        } catch (RuntimeException | Error e) {
            fail("expected an IOException", e);
        }
    }

    private static byte[] golden(String name) throws IOException {
        return Files.readAllBytes(GoldenFiles.path(name));
    }

    @Property(tries = 1500, seed = "20260101", shrinking = ShrinkingMode.OFF)
    void nifti(@ForAll @IntRange(min = 0, max = 9) int which, @ForAll long seed) throws IOException {
        byte[] bytes = Mutation.of(golden("io/" + NIFTI.get(which)), seed);
        readsOrRefuses(Files.write(folder.resolve("image.nii"), bytes), Volumes::read);
    }

    @Property(tries = 600, seed = "20260102", shrinking = ShrinkingMode.OFF)
    void gzippedNifti(@ForAll @IntRange(min = 0, max = 9) int which, @ForAll boolean inside, @ForAll long seed)
            throws IOException {
        byte[] plain = golden("io/" + NIFTI.get(which));
        byte[] bytes = inside ? gzip(Mutation.of(plain, seed)) : Mutation.of(gzip(plain), seed);
        readsOrRefuses(Files.write(folder.resolve("image.nii.gz"), bytes), Volumes::read);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Property(tries = 400, seed = "20260103", shrinking = ShrinkingMode.OFF)
    void niftiPairs(@ForAll boolean header, @ForAll long seed) throws IOException {
        byte[] first = golden("io/pair.hdr");
        byte[] second = golden("io/pair.img");
        Files.write(folder.resolve("pair.hdr"), header ? Mutation.of(first, seed) : first);
        Files.write(folder.resolve("pair.img"), header ? second : Mutation.of(second, seed));
        readsOrRefuses(folder.resolve("pair.hdr"), file -> {
            try {
                Volumes.read(file);
            } catch (IOException e) {
                // The voxels' file may be the one to blame.
                throw new IOException(e.getMessage().replace("pair.img", "pair.hdr"), e);
            }
        });
    }

    @Property(tries = 1000, seed = "20260104", shrinking = ShrinkingMode.OFF)
    void safetensors(@ForAll boolean small, @ForAll long seed) throws IOException {
        byte[] valid = golden(small ? "transforms/brats-2023.safetensors" : "checkpoints/tiny.safetensors");
        readsOrRefuses(Files.write(folder.resolve("weights.safetensors"), Mutation.of(valid, seed)), Weights::read);
    }

    @Property(tries = 1500, seed = "20260105", shrinking = ShrinkingMode.OFF)
    void checkpoints(@ForAll @IntRange(min = 0, max = 6) int which, @ForAll long seed) throws IOException {
        byte[] bytes = Mutation.of(golden("checkpoints/" + CHECKPOINTS.get(which)), seed);
        readsOrRefuses(Files.write(folder.resolve("model.pt"), bytes), TorchCheckpoint::read);
    }

    /** Checkpoints with everything beside their weights, and with every form of tensor; each within a time. */
    @Property(tries = 2000, seed = "20260108", shrinking = ShrinkingMode.OFF)
    void fullCheckpoints(@ForAll @IntRange(min = 0, max = 5) int which, @ForAll boolean safetensors, @ForAll long seed)
            throws IOException {
        byte[] bytes = Mutation.of(beside(FULL.get(which)), seed);
        Path file = Files.write(folder.resolve(safetensors ? "full.safetensors" : "full.pt"), bytes);
        long began = System.nanoTime();
        readsOrRefuses(file, path -> StateDictReader.read(path, which < 4 ? "" : "negative", WrapperNames::plain));
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        assertTrue(seconds < 10, () -> "took " + seconds + " s, seed " + seed);
    }

    private static byte[] beside(String name) throws IOException {
        try (InputStream in = StateDictReader.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** The magic number of the old format, then codes of pickles in any order. */
    @Property(tries = 3000, seed = "20260106", shrinking = ShrinkingMode.OFF)
    void randomPickles(@ForAll long seed) throws IOException {
        byte[] start = {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', (byte) 0xfc, (byte) 0x9c, 'F', (byte) 0xf9, ' ', 'j',
            (byte) 0xa8, 'P', 0x19, '.', (byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.', (byte) 0x80, 2, '}', '.'};
        byte[] pickle = RandomPickle.of(seed);
        byte[] bytes = ByteBuffer.allocate(start.length + pickle.length).put(start).put(pickle).array();
        readsOrRefuses(Files.write(folder.resolve("old.pt"), bytes), TorchCheckpoint::read);
    }

    @Property(tries = 700, seed = "20260107", shrinking = ShrinkingMode.OFF)
    void bundles(@ForAll @IntRange(min = 0, max = 2) int part, @ForAll long seed) throws IOException {
        byte[] manifest = bundleParts.get(0);
        byte[] weights = bundleParts.get(1);
        Path path = folder.resolve(part == 2 ? "model.zip" : "model.bundle");
        if (part == 2) {
            Files.write(path, Mutation.of(bundleParts.get(2), seed));
        } else {
            Files.createDirectories(path);
            Files.write(path.resolve("bundle.json"), part == 0 ? Mutation.of(manifest, seed) : manifest);
            Files.write(path.resolve("weights.safetensors"), part == 0 ? weights : Mutation.of(weights, seed));
        }
        readsOrRefuses(path, ModelBundle::read);
    }
}
