package dev.factorizer.examples.predict;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process that replaces one thing by the next and is killed meanwhile. */
enum WritingProcess {
    /** A model bundle's folder. */
    BUNDLE {
        @Override
        void write(Path folder, int number) throws IOException {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            for (ParameterSpec spec : RECIPE.program().parameters()) {
                float[] values = new float[(int) spec.shape().elements()];
                Arrays.fill(values, number);
                weights.put(spec.name(), Tensor.of(spec.shape(), values));
            }
            new TrainedModel(RECIPE, weights, Map.of("number", number)).write(folder.resolve("a.bundle"));
        }

        @Override
        int read(Path folder) throws IOException {
            TrainedModel model = TrainedModel.read(folder.resolve("a.bundle"));
            int number = (int) model.provenance().get("number");
            for (Tensor tensor : model.weights().values()) {
                for (float value : tensor.toFloats()) {
                    require(value == number, "the manifest is of " + number + ", a weight of " + value);
                }
            }
            return number;
        }
    },

    /** Labels and probabilities of one case. */
    RESULTS {
        @Override
        void write(Path folder, int number) throws IOException {
            Path labels = folder.resolve("a_seg.nii.gz");
            Map<Path, NiftiImage> images = new LinkedHashMap<>();
            images.put(folder.resolve("a_probabilities.nii.gz"), Volumes.image(volume(number)));
            images.put(labels, Volumes.labelImage(volume(number), labels));
            NiftiImage.writeAll(images);
        }

        /** As another program would see it: 0 where there are no labels, so that the case is not finished. */
        @Override
        int read(Path folder) throws IOException {
            if (Files.notExists(folder.resolve("a_seg.nii.gz"))) {
                return 0;
            }
            int number = (int) Volumes.read(folder.resolve("a_seg.nii.gz")).voxels()[0];
            float other = Volumes.read(folder.resolve("a_probabilities.nii.gz")).voxels()[0];
            require(other == number, "labels are of " + number + ", probabilities of " + other);
            return number;
        }

        private static Volume volume(int number) {
            float[] voxels = new float[64];
            Arrays.fill(voxels, number);
            return new Volume(new Grid(4, 4, 4, Affine.diagonal(1, 1, 1)), 1, voxels);
        }
    },

    /** A training that was saved. */
    TRAINING {
        @Override
        void write(Path folder, int number) throws IOException {
            Path saved = folder.resolve("run");
            try (Backend backend = Backends.named("jvm"); Trainer trainer = Files.exists(saved)
                    ? training().on(backend).resume(saved) : training().on(backend).start(BATCH)) {
                while (trainer.steps() < number) {
                    trainer.step(batch(), batch());
                }
                trainer.save(saved);
            }
        }

        @Override
        int read(Path folder) throws IOException {
            try (Backend backend = Backends.named("jvm");
                    Trainer trainer = training().on(backend).resume(folder.resolve("run"))) {
                return (int) trainer.steps();
            }
        }

        private static Training training() {
            return Training.of(RECIPE.network(), new DiceCrossEntropy(), new AdamW(1e-3, 0)).withSeed(3);
        }

        private static Tensor batch() {
            float[] values = new float[(int) BATCH.elements()];
            Arrays.fill(values, 0, values.length / 2, 1);
            return Tensor.of(BATCH, values);
        }
    };

    private static final Shape BATCH = Shape.of(1, 1, 8, 8);
    private static final ModelRecipe RECIPE = new ModelRecipe(Factorizer.Settings.swin(1, 1, List.of(8, 8), List.of(8, 16)),
            List.of("t1"), Preprocessing.none(), Labels.isles22());

    /** Writes the thing of a number, over the one that is there. */
    abstract void write(Path folder, int number) throws IOException;

    /** The number of the thing that is there; fails if it is of two numbers. */
    abstract int read(Path folder) throws IOException;

    private static void require(boolean holds, String message) throws IOException {
        if (!holds) {
            throw new IOException(message);
        }
    }

    /** What, where, which number, and how often if more than once. */
    public static void main(String[] arguments) throws IOException {
        int times = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        for (int i = 0; i < times; i++) {
            valueOf(arguments[0]).write(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        }
    }
}
