package com.example.unet;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.StateDict;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains the U-Net for 20 steps on made-up balls, writes a bundle and a scan, and uses the bundle. */
public final class Main {
    private static final int SIZE = 16;
    private static final UNet.Settings NETWORK = new UNet.Settings(1, 1, List.of(SIZE, SIZE, SIZE), List.of(8, 16, 32));
    private static final ModelRecipe RECIPE = new ModelRecipe(NETWORK, List.of("image"), Preprocessing.none(),
            new Labels(List.of(new Region("ball", 1))));

    private Main() { }

    /**
     * The whole way.
     *
     * @param arguments the folder to write to
     * @throws IOException if something can't be written or read
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Shape images = Shape.of(2, 1, SIZE, SIZE, SIZE);
        try (Backend backend = Backends.best()) {
            Training training = Training.of(NETWORK, new DiceCrossEntropy(), new AdamW(1e-2, 1e-4)).on(backend).withSeed(3);
            Map<String, Tensor> weights;
            try (Trainer trainer = training.start(images)) {
                SplittableRandom random = new SplittableRandom(5);
                for (int step = 0; step < 20; step++) {
                    float[] voxels = new float[2 * SIZE * SIZE * SIZE];
                    float[] balls = new float[voxels.length];
                    balls(random, voxels, balls);
                    System.out.printf("step %d: loss %.3f%n", step + 1,
                            trainer.step(Tensor.of(images, voxels), Tensor.of(images, balls)).loss());
                }
                trainer.save(folder.resolve("run"));
                weights = trainer.weights();
            }
            try (Trainer resumed = training.resume(folder.resolve("run"))) {
                System.out.println("resumed after step " + resumed.steps());
            }
            new TrainedModel(RECIPE, weights, Map.of("data", "made-up balls")).write(folder.resolve("balls.bundle"));

            // The same weights as a file of their own are imported again.
            StateDict.toWeights(weights, Map.of()).write(folder.resolve("balls.safetensors"));
            TrainedModel imported = CheckpointImport.read(folder.resolve("balls.safetensors"), RECIPE);
            System.out.println("imported " + imported.weights().size() + " tensors");

            Path scan = folder.resolve("scan.nii.gz");
            Volumes.write(scan(), scan);
            try (Segmenter segmenter = Segmenter.open(folder.resolve("balls.bundle"), backend)) {
                Segmentation found = segmenter.segment(Volumes.read(scan));
                System.out.printf("ball: %.3f ml%n", found.millilitersOf("ball"));
            }
        }
    }

    /** Noise with a bright ball in each image, and where the ball is. */
    private static void balls(SplittableRandom random, float[] voxels, float[] balls) {
        int image = SIZE * SIZE * SIZE;
        for (int start = 0; start < voxels.length; start += image) {
            double[] center = {random.nextDouble(5, 11), random.nextDouble(5, 11), random.nextDouble(5, 11)};
            double radius = random.nextDouble(3, 5);
            for (int i = 0; i < image; i++) {
                double distance = Math.hypot(Math.hypot(i / (SIZE * SIZE) - center[0], i / SIZE % SIZE - center[1]),
                        i % SIZE - center[2]);
                balls[start + i] = distance < radius ? 1 : 0;
                voxels[start + i] = balls[start + i] + (float) (0.3 * random.nextGaussian());
            }
        }
    }

    /** A larger image than the network's window. */
    private static Volume scan() {
        int size = 24;
        float[] voxels = new float[size * size * size];
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < voxels.length; i++) {
            double distance = Math.hypot(Math.hypot(i / (size * size) - 12, i / size % size - 12), i % size - 12);
            voxels[i] = (distance < 5 ? 1 : 0) + (float) (0.3 * random.nextGaussian());
        }
        return new Volume(new Grid(size, size, size, Affine.diagonal(1, 1, 1)), 1, voxels);
    }
}
