package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.models.explanation.Ablation;
import dev.factorizer.models.variants.Variant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a model without its factorization. */
@Command(name = "ablation", header = "Measures a model without its factorization, on cases whose truth is known.",
        description = {"", "The model is run as trained and with something else in place of each factorization, never trained again. For"
                + " each way and region it prints the mean Dice over the cases that have the region, the mean overlap with what the model"
                + " finds as trained, and the seconds for a case; then, as trained, the mean of each metric with a confidence interval. It"
                + " writes ablation.csv, ablation_cases.csv with all metrics of each case, and ablation.json."},
        footer = {"  factorizer ablation factorizer-demo --model lesions.bundle \\",
            "      --output ablation",
            "  factorizer ablation datalist.json --model fold0.bundle --fold 0 \\",
            "      --replace identity,rank-0 --output ablation"})
final class AblationCommand implements Callable<Integer> {
    private List<Ablation> ablations = List.of(Ablation.values());

    @Spec
    private CommandSpec command;

    @Mixin
    private VariantMeasurement measurement;

    /** Made by Guice. */
    AblationCommand() { }

    @Option(names = "--replace", paramLabel = "NAME", split = ",",
            description = "What takes the place of each factorization, separated by commas: identity leaves its matrices as they are, rank-0"
                    + " puts zeros there, no-iterations the product of the initial factors. Default: each of them in turn.")
    void replacements(List<String> names) {
        List<String> known = Arrays.stream(Ablation.values()).map(Ablation::label).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(command.commandLine(), "--replace " + name + ": expected one of " + String.join(", ", known)
                    + Suggestion.of(name, known));
        });
        ablations = names.stream().distinct().map(Ablation::of).toList();
    }

    @Override
    public Integer call() throws IOException {
        measurement.run("ablation", model -> Variant.ablations(model, ablations), (scores, files) -> { });
        return CommandLineProgram.DONE;
    }
}
