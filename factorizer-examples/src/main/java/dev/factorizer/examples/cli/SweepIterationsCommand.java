package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.IterationCurve;
import dev.factorizer.examples.pictures.MissingFontsException;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.variants.Variant;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model with other numbers of iterations. */
@Command(name = "sweep-iterations", header = "Measures a model with fewer iterations, on cases whose truth is known.",
        description = {"", "The model is run as trained and with other numbers of iterations of its factorizations, never trained again."
                + " For each number and region it prints the mean Dice over the cases that have the region, the mean overlap with what the"
                + " model finds as trained, and the seconds for a case; then, as trained, the mean of each metric with a confidence"
                + " interval. It writes sweep.csv, sweep_cases.csv with all metrics of each case, sweep.json and the picture sweep.png."},
        footer = {"  factorizer sweep-iterations factorizer-demo --model lesions.bundle \\",
            "      --iterations 5,3,2,1,0 --output curve",
            "  factorizer sweep-iterations datalist.json --model fold0.bundle \\",
            "      --fold 0 --overlap 0.25 --output curve",
            "  factorizer sweep-iterations --model isles.bundle --input dwi1.nii adc1.nii \\",
            "      --truth seg1.nii --input dwi2.nii adc2.nii --truth seg2.nii --output out"})
final class SweepIterationsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Results results;
    private List<Integer> iterations = List.of();

    @Spec
    private CommandSpec command;

    @Mixin
    private VariantMeasurement measurement;

    @Inject
    SweepIterationsCommand(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Option(names = "--iterations", paramLabel = "N", split = ",",
            description = "Run with these iterations of each factorization, separated by commas: fewer are faster. Default: each number"
                    + " from that of the training down to 0.")
    void iterations(List<Integer> numbers) {
        numbers.forEach(number -> Iterations.require(number, command));
        iterations = numbers;
    }

    @Override
    public Integer call() throws IOException {
        measurement.run("sweep", this::variants, (scores, files) -> draw(new IterationCurve(scores), files.picture()));
        return CommandLineProgram.DONE;
    }

    private List<Variant> variants(TrainedModel model) {
        iterations.forEach(number -> Iterations.of(model, number, command));
        return iterations.isEmpty() ? Variant.sweep(model) : Variant.sweep(model, iterations);
    }

    /** A machine without fonts can do everything else. */
    private void draw(IterationCurve curve, Path file) throws IOException {
        if (!curve.isDrawable()) {
            // One of an earlier evaluation would not belong to the table.
            Files.deleteIfExists(file);
            return;
        }
        try {
            curve.write(file);
            terminal.out().println("written: " + Printable.of(file));
            results.written(file);
        } catch (MissingFontsException e) {
            results.warn("the picture " + Printable.of(file) + " was left out: " + e.getMessage());
        }
    }
}
