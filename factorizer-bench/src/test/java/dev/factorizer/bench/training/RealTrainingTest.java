package dev.factorizer.bench.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.NetworkKinds;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.augmentation.SupplySettings;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.augmentation.UnknownLabels;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.cache.CaseCache;
import dev.factorizer.io.cache.CaseFiles;
import dev.factorizer.io.cache.CasePreparation;
import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataLists;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.weights.StoredTensor;
import dev.factorizer.io.weights.Weights;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.losses.ExclusiveClasses;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.optimizers.GradientClipping;
import dev.factorizer.models.optimizers.OneCycle;
import dev.factorizer.models.training.Step;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on real scans, where they are beside the project: the reference's is followed, and both backends do the same. */
class RealTrainingTest {
    private static final Path SHARED = Path.of("../../shared");
    private static final double REFERENCE = 2e-6;
    private static final double BACKENDS = 1e-4;
    private static final int STEPS = 50;
    private static final int EDGE = 24;

    @TempDir
    private Path folder;

    private static boolean isMissing(Path place) {
        if (!Files.exists(place)) {
            System.out.println("RealTrainingTest: left out, there is no " + place.normalize());
            return true;
        }
        return false;
    }

    private static Tensor tensor(Weights golden, String name) {
        StoredTensor stored = golden.tensors().get(name);
        return Tensor.of(Shape.of(stored.shape()), stored.floats());
    }

    @Test
    void tenStepsOfTheReferenceOnAStrokeAreFollowed() throws IOException {
        Path golden = SHARED.resolve("golden/pipeline/isles22");
        if (isMissing(golden.resolve("training.safetensors"))) {
            return;
        }
        Weights recorded = Weights.read(golden.resolve("training.safetensors"));
        Path settings = golden.resolve("settings.json");
        NetworkSettings network = NetworkKinds.installed().read("factorizer", JsonTree.parse(Files.readAllBytes(settings), settings,
                "network settings"));
        Map<String, Tensor> start = CheckpointImport.read(golden.resolve("weights.pt"), new ModelRecipe(network, List.of("dwi", "adc"),
                Preprocessing.isles22(), Labels.isles22())).weights();
        double[] losses = recorded.tensors().get("losses").doubles();
        assertEquals(10, losses.length);
        for (String name : List.of("jvm", "djl")) {
            try (Backend backend = Backends.named(name); Trainer trainer = Training.of(network, new DiceCrossEntropy(),
                    new AdamW(1e-3, 1e-5)).on(backend).start(Shape.of(1, 2, 64, 64, 64))) {
                trainer.load(start);
                for (double expected : losses) {
                    double found = trainer.step(tensor(recorded, "image"), tensor(recorded, "target")).loss();
                    assertEquals(expected, found, REFERENCE, name + ", step " + trainer.steps());
                }
                double furthest = 0;
                for (Map.Entry<String, Tensor> weight : trainer.weights().entrySet()) {
                    double[] expected = recorded.tensors().get("final." + weight.getKey()).doubles();
                    float[] found = weight.getValue().toFloats();
                    for (int i = 0; i < expected.length; i++) {
                        furthest = Math.max(furthest, Math.abs(expected[i] - found[i]));
                    }
                }
                // Ten steps of AdamW move a weight by at most ten times the rate, whatever its gradient's size.
                assertTrue(furthest < 2e-3, name + ": a weight is off by " + furthest);
                System.out.println("RealTrainingTest: " + name + " ends with weights within " + furthest);
            }
        }
    }

    /** Noise that is brighter at greater labels, of which 4 is not to be used. */
    private static CaseSource made(String name) {
        Grid grid = new Grid(20, 22, 18, Affine.diagonal(1, 1, 1));
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] label = new float[grid.voxels()];
        float[] image = new float[2 * label.length];
        for (int i = 0; i < image.length; i++) {
            int voxel = i % label.length;
            label[voxel] = voxel / 500 % 5;
            image[i] = (float) (random.nextGaussian() + 0.3 * label[voxel]);
        }
        return CaseSource.of(TrainingCase.of(new Sample(name, new Volume(grid, 2, image), new Volume(grid, 1, label))));
    }

    /** Several batches for a step, the average, frozen parts, voxels that are not to be used. */
    @Test
    void theOptionsOfATrainingDoTheSameOnBothBackends() throws IOException {
        List<CaseSource> cases = List.of(made("a"), made("b"));
        Training training = Training.of(Factorizer.Settings.swin(2, 3, List.of(16, 16, 16), List.of(8, 16)),
                new DiceCrossEntropy().partlyLabeled(), new AdamW(1e-3, 1e-4)).withSeed(3).withAccumulation(2).withAverage(0.9)
                .withFrozen(List.of("stem"));
        SupplySettings settings = new SupplySettings(5, 1).withRegions(SplitRegions.brats23()).withUnknown(UnknownLabels.ignoring(4));
        Shape images = Shape.of(1, 2, 16, 16, 16);
        try (Backend jvm = Backends.named("jvm"); Backend djl = Backends.named("djl");
                Trainer expected = training.on(jvm).start(images); Trainer found = training.on(djl).start(images);
                SampleSupply supply = SampleSupply.of(cases, Augmentation.nnUNet(List.of(16, 16, 16)), settings)) {
            for (int i = 0; i < 10; i++) {
                SampleBatch batch = supply.next();
                Optional<Step> step = expected.accumulate(batch);
                Optional<Step> other = found.accumulate(batch);
                assertEquals(i % 2 == 1, step.isPresent());
                assertEquals(step.map(Step::loss).orElse(0.0), other.map(Step::loss).orElse(0.0), BACKENDS);
            }
            Map<String, Tensor> other = found.averagedWeights();
            expected.averagedWeights().forEach((name, tensor) ->
                    assertArrayEquals(tensor.toFloats(), other.get(name).toFloats(), (float) BACKENDS, name));
        }
    }

    @Test
    void fiftyStepsOnHippocampiAreTheSameOnBothBackends() throws IOException {
        Path data = SHARED.resolve("data/hippocampus");
        if (isMissing(data)) {
            return;
        }
        CaseCache cache = CaseCache.in(folder, 1L << 30, CasePreparation.of(Preprocessing.recipe(1, EDGE)), warning -> { });
        List<CaseSource> cases = DataLists.read(data).cases(CasePart.TRAINING).subList(0, 8).stream().map(CaseFiles::of)
                .map(cache::source).toList();
        List<Integer> window = List.of(EDGE, EDGE, EDGE);
        same(cases, DynUNet.Settings.plain(1, 3, window, List.of(8, 16, 32)));
        same(cases, Factorizer.Settings.swin(1, 3, window, List.of(8, 16)));
    }

    /**
     * The first 50 steps of 2000. At the whole rate, Adam makes much of little: it divides each gradient by its size, also one that is
     * nothing but rounding, and convolutions that round differently leave each other by 1e-4 within 15 steps.
     */
    private static void same(List<CaseSource> cases, NetworkSettings network) throws IOException {
        Training training = Training.of(network, ExclusiveClasses.nnUNet(false), new AdamW(2e-3, 1e-4), new OneCycle(2000)).withSeed(3)
                .withClipping(new GradientClipping(12)).withAverage(0.99);
        double[] losses = new double[STEPS];
        double worst = 0;
        Shape images = Shape.of(2, 1, EDGE, EDGE, EDGE);
        try (Backend jvm = Backends.named("jvm"); Backend djl = Backends.named("djl");
                Trainer expected = training.on(jvm).start(images); Trainer found = training.on(djl).start(images);
                SampleSupply supply = SampleSupply.of(cases, Augmentation.nnUNet(List.of(EDGE, EDGE, EDGE)),
                        new SupplySettings(7, 2).withThreads(1))) {
            for (int step = 1; step <= STEPS; step++) {
                SampleBatch batch = supply.next();
                losses[step - 1] = expected.step(batch).loss();
                double other = found.step(batch).loss();
                worst = Math.max(worst, Math.abs(other - losses[step - 1]));
                assertEquals(losses[step - 1], other, BACKENDS, network.kind() + ", step " + step);
            }
        }
        double first = Arrays.stream(losses, 0, 10).average().orElseThrow();
        double last = Arrays.stream(losses, STEPS - 10, STEPS).average().orElseThrow();
        assertTrue(last < 0.99 * first, network.kind() + " learned nothing: from " + first + " to " + last);
        System.out.println("RealTrainingTest: 50 steps of " + network.kind() + " within " + worst + ", from " + first + " to " + last);
    }
}
