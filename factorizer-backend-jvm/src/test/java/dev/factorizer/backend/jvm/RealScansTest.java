package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.PreparedScan;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real scans give the probabilities and labels of the reference's whole pipeline, whole and in bands, with the same bits. */
class RealScansTest {
    private static final double TOLERANCE = 1e-5;
    private static final Path SHARED = Path.of("../../shared");

    @Test
    void strokeOfIsles() throws IOException {
        Path scans = SHARED.resolve("data/isles22/rawdata/sub-strokecase0009/ses-0001");
        Path golden = SHARED.resolve("golden/pipeline/isles22");
        if (isMissing(scans, golden)) {
            return;
        }
        Volume scan = Volumes.read(scans.resolve("sub-strokecase0009_ses-0001_dwi.nii.gz"),
                scans.resolve("sub-strokecase0009_ses-0001_adc.nii.gz"));
        float[] expected = Volumes.read(golden.resolve("probabilities.nii.gz")).voxels();
        ModelRecipe recipe = new ModelRecipe(network(golden), List.of("dwi", "adc"), Preprocessing.isles22(), Labels.isles22());
        try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", 2));
                Segmenter segmenter = Segmenter.of(CheckpointImport.read(golden.resolve("weights.pt"), recipe), backend)) {
            Segmentation whole = found(segmenter, scan, SegmentationSettings.DEFAULT, 1);
            float[] probabilities = whole.probabilities().voxels();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], probabilities[i], TOLERANCE);
                assertEquals(expected[i] >= 0.5 ? 1 : 0, whole.labels().voxels()[i], "label of voxel " + i);
            }
            Segmentation banded = found(segmenter, scan, SegmentationSettings.DEFAULT.withSumBytes(1_500_000), 4);
            assertArrayEquals(probabilities, banded.probabilities().voxels(), 0f);
            assertArrayEquals(whole.labels().voxels(), banded.labels().voxels(), 0f);
        }
    }

    @Test
    void tumorOfBrats() throws IOException {
        Path scans = SHARED.resolve("data/brats23/BraTS-GLI-00001-000");
        Path golden = SHARED.resolve("golden/pipeline/brats23");
        if (isMissing(scans, golden)) {
            return;
        }
        List<Path> files = List.of("t1n", "t1c", "t2w", "t2f").stream()
                .map(name -> scans.resolve("BraTS-GLI-00001-000-" + name + ".nii.gz")).toList();
        List<Region> regions = List.of(new Region("enhancing tumor", 3), new Region("tumor core", 1), new Region("whole tumor", 2));
        ModelRecipe recipe = new ModelRecipe(network(golden), List.of("t1", "t1c", "t2", "flair"), Preprocessing.brats23(),
                new Labels(regions));
        byte[] bytes = Files.readAllBytes(golden.resolve("expected.safetensors"));
        int start = 8 + (int) little(bytes, 0, 8).getLong();
        Map<String, Object> header = JsonTree.parse(Arrays.copyOfRange(bytes, 8, start), golden, "a header");
        ByteBuffer index = part(bytes, header, "index");
        ByteBuffer expected = part(bytes, header, "probabilities");
        ByteBuffer labels = part(bytes, header, "labels");
        try (Backend backend = new JvmBackendProvider().open(new BackendOptions("", 2));
                Segmenter segmenter = Segmenter.of(CheckpointImport.read(golden.resolve("weights.pt"), recipe), backend)) {
            Volume scan = Volumes.read(files);
            Segmentation found = found(segmenter, scan, SegmentationSettings.DEFAULT.withSumBytes(20 << 20), 2);
            float[] probabilities = found.probabilities().voxels();
            int voxels = scan.grid().voxels();
            int sampled = expected.remaining() / Float.BYTES / 3;
            assertTrue(sampled >= 20_000, sampled + " voxels");
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < sampled; i++) {
                    int at = (int) index.getLong(i * Long.BYTES + index.position());
                    // In the file the values of a voxel follow each other, whatever its header says.
                    assertEquals(expected.getFloat((3 * i + channel) * Float.BYTES + expected.position()),
                            probabilities[channel * voxels + at], TOLERANCE);
                }
            }
            for (int channel = 0; channel < 3; channel++) {
                float[] mask = found.mask(regions.get(channel).name()).voxels();
                for (int i = 0; i < voxels; i++) {
                    int bit = channel * voxels + i;
                    int inside = labels.get(labels.position() + bit / 8) >> 7 - bit % 8 & 1;
                    assertEquals(inside, (int) mask[i], "voxel " + i + " of " + regions.get(channel).name());
                }
            }
        }
    }

    private static Segmentation found(Segmenter segmenter, Volume scan, SegmentationSettings settings, int leastBands) {
        PreparedScan prepared = segmenter.prepare(scan, settings.withProbabilities());
        assertTrue(prepared.plan().bands() >= leastBands, prepared.plan().describe());
        return prepared.segment(progress -> { });
    }

    /** The scans are no part of the project. */
    private static boolean isMissing(Path... folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                System.out.println("RealScansTest: left out, there is no " + folder.normalize());
                return true;
            }
        }
        return false;
    }

    private static NetworkSettings network(Path golden) throws IOException {
        Path file = golden.resolve("settings.json");
        return NetworkKinds.installed().read("factorizer", JsonTree.parse(Files.readAllBytes(file), file, "network settings"));
    }

    private static ByteBuffer little(byte[] bytes, int from, int length) {
        return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer part(byte[] bytes, Map<String, Object> header, String name) {
        List<?> offsets = (List<?>) ((Map<?, ?>) header.get(name)).get("data_offsets");
        int start = 8 + (int) little(bytes, 0, 8).getLong();
        int from = start + ((Number) offsets.get(0)).intValue();
        return little(bytes, from, start + ((Number) offsets.get(1)).intValue() - from);
    }
}
