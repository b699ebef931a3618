package dev.factorizer.bench.augmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.augmentation.SupplySettings;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A network trains on batches that are augmented in the background: the same losses with any threads, and when it is resumed. */
class SupplyTrainingTest {
    private static final int STEPS = 6;
    private static final Shape IMAGES = Shape.of(2, 2, 16, 16, 16);
    private static final List<CaseSource> CASES = IntStream.range(0, 3)
            .mapToObj(i -> CaseSource.of(MadeCase.of("case" + i, 2, List.of(20, 22 + i, 18)))).toList();

    @TempDir
    private Path folder;

    private static Training training(Backend backend) {
        return Training.of(Factorizer.Settings.swin(2, 3, List.of(16, 16, 16), List.of(8, 16, 32)), new DiceCrossEntropy(),
                new AdamW(1e-2, 1e-5)).withSeed(3).on(backend);
    }

    private static double[] losses(Trainer trainer, int threads, int from, int to) throws IOException {
        SupplySettings settings = new SupplySettings(5, 2).withRegions(SplitRegions.brats23()).withThreads(threads);
        double[] losses = new double[to - from];
        try (SampleSupply supply = SampleSupply.of(CASES, Augmentation.nnUNet(List.of(16, 16, 16)), settings, from)) {
            for (int i = 0; i < losses.length; i++) {
                SampleBatch batch = supply.next();
                assertEquals(from + i, batch.number());
                losses[i] = trainer.step(batch).loss();
            }
        }
        return losses;
    }

    @Test
    void lossesDontDependOnThreadsAndGoOnAfterAResume() throws IOException {
        double[] expected;
        try (Backend backend = Backends.named("jvm", new BackendOptions("", 1)); Trainer trainer = training(backend).start(IMAGES)) {
            expected = losses(trainer, 1, 0, STEPS);
        }
        assertTrue(Arrays.stream(expected).allMatch(Double::isFinite));
        assertTrue(Arrays.stream(expected).distinct().count() == STEPS, Arrays.toString(expected));
        try (Backend backend = Backends.named("jvm", new BackendOptions("", 2))) {
            double[] found = new double[STEPS];
            try (Trainer trainer = training(backend).start(IMAGES)) {
                System.arraycopy(losses(trainer, 4, 0, 2), 0, found, 0, 2);
                trainer.save(folder);
            }
            try (Trainer trainer = training(backend).resume(folder)) {
                System.arraycopy(losses(trainer, 3, (int) trainer.steps(), STEPS), 0, found, 2, STEPS - 2);
            }
            assertArrayEquals(expected, found);
        }
    }

    @Test
    void theCommandTimesBoth() {
        StringWriter printed = new StringWriter();
        CommandLine command = new CommandLine(new AugmentationShare()).setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed));
        assertEquals(0, command.execute("--recipe", "isles22", "--samples", "2", "--steps", "0", "--nnunet"), printed.toString());
        assertTrue(printed.toString().matches("(?s)augmentation of a sample: mean \\d+\\.\\d+ s, longest of 2 \\d+\\.\\d+ s\\R"),
                printed.toString());
    }
}
