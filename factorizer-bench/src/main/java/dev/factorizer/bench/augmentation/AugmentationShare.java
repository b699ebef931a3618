package dev.factorizer.bench.augmentation;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.augmentation.BatchPlace;
import dev.factorizer.io.augmentation.CaseSource;
import dev.factorizer.io.augmentation.SampleBatch;
import dev.factorizer.io.augmentation.SampleKey;
import dev.factorizer.io.augmentation.SampleSupply;
import dev.factorizer.io.augmentation.SupplySettings;
import dev.factorizer.io.augmentation.TrainingCase;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.losses.DiceCrossEntropy;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.optimizers.AdamW;
import dev.factorizer.models.training.Trainer;
import dev.factorizer.models.training.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times random augmentation of a recipe and the training step of its network in one run, then both together. */
@Command(name = "augmentation", mixinStandardHelpOptions = true, description = "Times random augmentation, the training step that it is"
        + " for, and how long the training waits for its data.")
public final class AugmentationShare implements Callable<Integer> {
    /** A published recipe. */
    enum Recipe { brats23, isles22 }

    private static final double NANOSECOND = 1e-9;
    private static final long SEED = 7;

    @Spec
    private CommandSpec command;

    @Option(names = "--recipe", defaultValue = "brats23", description = "One of ${COMPLETION-CANDIDATES}.")
    private Recipe recipe;

    @Option(names = "--nnunet", description = "Augment as nnU-Net does.")
    private boolean nnUNet;

    @Option(names = "--samples", defaultValue = "40", description = "Samples to time.")
    private int samples;

    @Option(names = "--steps", defaultValue = "3", description = "Training steps to time; 0 for none.")
    private int steps;

    @Option(names = "--threads", defaultValue = "0", description = "Threads of the training; 0 for one per processor.")
    private int threads;

    /** Options are filled in afterwards. */
    public AugmentationShare() { }

    @Override
    public Integer call() throws IOException {
        requireCounts();
        PrintWriter out = command.commandLine().getOut();
        boolean isBrats = recipe == Recipe.brats23;
        Factorizer.Settings network = isBrats ? Factorizer.Settings.brats23() : Factorizer.Settings.isles22();
        Augmentation published = isBrats ? Augmentation.brats23() : Augmentation.isles22();
        Augmentation augmentation = nnUNet ? Augmentation.nnUNet(published.patch().size()) : published;
        List<CaseSource> cases = IntStream.range(0, 2).mapToObj(i -> CaseSource.of(MadeCase.of("case" + i, network.inputChannels(),
                isBrats ? List.of(150, 190, 150) : List.of(80, 96, 80)))).toList();
        double[] seconds = time(augmentation, cases);
        double mean = Arrays.stream(seconds).average().orElseThrow();
        double longest = Arrays.stream(seconds).max().orElseThrow();
        out.printf(Locale.ROOT, "augmentation of a sample: mean %.3f s, longest of %d %.3f s%n", mean, seconds.length, longest);
        out.flush();
        if (steps > 0) {
            train(network, augmentation, cases, out, mean, longest);
        }
        return 0;
    }

    private void requireCounts() {
        if (samples < 1 || steps < 0 || threads < 0) {
            throw new ParameterException(command.commandLine(), "--samples " + samples + " --steps " + steps + " --threads " + threads
                    + ": expected at least 1 sample, and no number below 0");
        }
    }

    private double[] time(Augmentation augmentation, List<CaseSource> cases) throws IOException {
        double[] seconds = new double[samples];
        int warmUp = Math.max(10, samples / 2);
        for (int i = -warmUp; i < samples; i++) {
            TrainingCase source = cases.get(Math.floorMod(i, cases.size())).open();
            long start = System.nanoTime();
            augmentation.sample(source, new SampleKey(SEED, i + warmUp, source.name()), BatchPlace.ALONE);
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) * NANOSECOND;
            }
        }
        return seconds;
    }

    private void train(Factorizer.Settings network, Augmentation augmentation, List<CaseSource> cases, PrintWriter out, double mean,
            double longest) throws IOException {
        SplitRegions regions = network.outputChannels() == 1 ? new SplitRegions(List.of(Set.of(1, 2, 3))) : SplitRegions.brats23();
        try (Backend backend = Backends.named("jvm", new BackendOptions("", threads));
                SampleSupply supply = SampleSupply.of(cases, augmentation, new SupplySettings(SEED, 1).withRegions(regions))) {
            SampleBatch batch = supply.next();
            try (Trainer trainer = Training.of(network, new DiceCrossEntropy(), new AdamW(1e-4, 1e-5)).on(backend)
                    .start(Shape.of(batch.imageShape().stream().mapToInt(Integer::intValue).toArray()))) {
                double step = Double.POSITIVE_INFINITY;
                for (int i = 0; i < steps; i++) {
                    step = Math.min(step, step(trainer, batch));
                }
                out.printf(Locale.ROOT, "training step on %s: %.2f s; a sample takes %.4f of it, the longest %.4f%n", backend.name(), step,
                        mean / step, longest / step);
                for (int i = 0; i < steps; i++) {
                    step(trainer, supply.next());
                }
                out.printf(Locale.ROOT, "training on the supply: %s%n", supply.waiting().describe());
                out.flush();
            }
        }
    }

    private static double step(Trainer trainer, SampleBatch batch) {
        long start = System.nanoTime();
        trainer.step(batch);
        return (System.nanoTime() - start) * NANOSECOND;
    }
}
