package com.example.tensors;

import module dev.factorizer.models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains a small Swin Factorizer on tensors of its own making. Argument: the folder to write to. */
public final class TrainTensors {
    private static final int SIZE = 16;
    private static final int STEPS = 20;

    public static void main(String[] arguments) throws IOException {
        Path output = Files.createDirectories(Path.of(arguments[0]));
        Factorizer.Settings network = Factorizer.Settings.swin(1, 1, List.of(SIZE, SIZE, SIZE), List.of(8, 16));
        Shape shape = Shape.of(2, 1, SIZE, SIZE, SIZE);                     // batch, channels, space
        try (Backend backend = Backends.best(); Trainer trainer = Training.of(network, new DiceCrossEntropy(),
                new AdamW(1e-2, 1e-4), new WarmupCosine(2, STEPS)).on(backend).withSeed(7).start(shape)) {
            System.out.println("memory: " + trainer.memory().totalBytes() / 1_000_000 + " MB");
            SplittableRandom random = new SplittableRandom(5);
            while (trainer.steps() < STEPS) {
                float[] images = new float[Math.toIntExact(shape.elements())];
                float[] targets = new float[images.length];
                fill(images, targets, random);
                double loss = trainer.step(Tensor.of(shape, images), Tensor.of(shape, targets)).loss();
                System.out.printf("step %d: loss %.3f%n", trainer.steps(), loss);
            }
            trainer.save(output.resolve("checkpoint"));                     // Training.resume goes on from here
            ModelRecipe recipe = new ModelRecipe(network, List.of("image"), Preprocessing.none(),
                    new Labels(List.of(new Region("bright", 1))));
            new TrainedModel(recipe, trainer.weights(), Map.of("data", "made-up slabs")).write(output.resolve("slabs.bundle"));
        }
    }

    /** Noise with a bright slab in each image, and 1 where it is. */
    private static void fill(float[] images, float[] targets, SplittableRandom random) {
        int image = SIZE * SIZE * SIZE;
        for (int start = 0; start < images.length; start += image) {
            int first = random.nextInt(SIZE / 2);
            for (int i = 0; i < image; i++) {
                int row = i / SIZE % SIZE;
                targets[start + i] = row >= first && row < first + SIZE / 3 ? 1 : 0;
                images[start + i] = targets[start + i] + (float) (0.3 * random.nextGaussian());
            }
        }
    }
}
