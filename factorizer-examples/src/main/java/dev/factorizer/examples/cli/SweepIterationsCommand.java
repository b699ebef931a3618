package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.evaluate.EvaluationFiles;
import dev.factorizer.examples.evaluate.IterationCurve;
import dev.factorizer.examples.evaluate.MetricReport;
import dev.factorizer.examples.pictures.MissingFontsException;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.evaluation.Evaluation;
import dev.factorizer.models.evaluation.LabeledCase;
import dev.factorizer.models.evaluation.RegionScore;
import dev.factorizer.models.evaluation.Variant;
import dev.factorizer.models.evaluation.VariantScore;
import dev.factorizer.models.explanation.Ablation;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a model, with fewer iterations and without its factorization. */
@Command(name = "sweep-iterations", header = "Measures a model on cases whose truth is known.",
        description = {"", "The model is run as trained and, on request, with other numbers of iterations and without its factorization,"
                + " never trained again. For each way and region it prints the mean Dice over the cases that have the region, the mean"
                + " overlap with what the model finds as trained, and the seconds for a case; then, as trained, the mean of each metric"
                + " with a confidence interval. It writes evaluation.csv, cases.csv with all metrics of each case, evaluation.json and,"
                + " of several numbers of iterations, the picture curve.png."},
        footer = {"  factorizer sweep-iterations --model lesions.bundle --cases factorizer-demo \\",
            "      --iterations 5,3,2,1,0 --output curve",
            "  factorizer sweep-iterations --model fold0.bundle --cases datalist.json --fold 0 --output out",
            "  factorizer sweep-iterations --model isles.bundle --input dwi1.nii adc1.nii \\",
            "      --truth seg1.nii --input dwi2.nii adc2.nii --truth seg2.nii \\",
            "      --ablation identity,rank-0,no-iterations --output ablation"})
final class SweepIterationsCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private List<Integer> iterations = List.of();
    private List<Ablation> ablations = List.of();
    private int repeats = 2;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true,
            description = "A model bundle: a folder or a zip file, made by \"demo\" or \"import\".")
    private Path bundle;

    @Mixin
    private LabeledCaseOptions cases;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Mixin
    private TruthLabelsOption truthLabels;

    @Mixin
    private MetricsOption metrics;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    SweepIterationsCommand(Terminal terminal, BackendSource backends, Interruption interruption) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
    }

    @Option(names = "--iterations", paramLabel = "N", split = ",",
            description = "Also run with these iterations of each factorization, separated by commas: fewer are faster.")
    void iterations(List<Integer> numbers) {
        numbers.forEach(number -> Iterations.require(number, command));
        iterations = numbers.stream().distinct().toList();
    }

    @Option(names = "--ablation", paramLabel = "NAME", split = ",",
            description = "Also run with something else in place of each factorization, separated by commas: identity leaves its"
                    + " matrices as they are, rank-0 puts zeros there, no-iterations the product of the initial factors.")
    void ablations(List<String> names) {
        List<String> known = Arrays.stream(Ablation.values()).map(Ablation::label).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new ParameterException(command.commandLine(), "--ablation " + name + ": expected one of " + String.join(", ", known)
                    + Suggestion.of(name, known));
        });
        ablations = names.stream().distinct().map(Ablation::of).toList();
    }

    @Option(names = "--repeat", paramLabel = "N", description = "How often each case is timed; the fastest run counts, and a first one"
            + " never does. Default: 2.")
    void repeats(int number) {
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--repeat " + number + ": expected 1 or more");
        }
        repeats = number;
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        cases.require(bundle);
        TrainedModel model = TrainedModel.read(bundle);
        List<Variant> variants = variants(model);
        interruption.listen();
        List<LabeledCase> labeled = checked(model);
        try (Backend backend = backends.open()) {
            backend.require(options);
            WritableFolder target = WritableFolder.open(output);
            boolean written = false;
            try {
                EvaluationFiles files = new EvaluationFiles(target.path());
                files.requireWritable(Stream.concat(labeled.stream().flatMap(one -> Stream.concat(one.images().stream(),
                        Stream.of(one.truth()))), ModelBundle.files(bundle).stream()).toList());
                List<VariantScore> scores = run(Evaluation.on(backend).withOptions(options).withRepeats(repeats)
                        .withMetrics(metrics.metrics()), variants, labeled);
                files.write(scores, labeled, about(model, backend, options));
                written = true;
                print(scores);
                terminal.out().println();
                new MetricReport(scores.getFirst().table()).print(terminal.out());
                terminal.out().println();
                draw(new IterationCurve(scores), files.curve());
                terminal.out().println("written: " + Printable.of(files.table()));
                terminal.out().println("written: " + Printable.of(files.cases()));
                terminal.out().println("written: " + Printable.of(files.record()));
            } finally {
                if (!written) {
                    target.removeIfUnused();
                }
            }
        }
        return CommandLineProgram.DONE;
    }

    private List<LabeledCase> checked(TrainedModel model) throws IOException {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Checking", "case")) {
            return cases.cases(model.recipe(), progress);
        }
    }

    private List<Variant> variants(TrainedModel model) {
        List<Variant> variants = new ArrayList<>(List.of(Variant.asTrained(model)));
        for (int number : iterations) {
            if (variants.getFirst().iterations().orElse(-1) != number) {
                variants.add(Variant.withIterations(Iterations.of(model, number, command), number));
            }
        }
        ablations.forEach(ablation -> variants.add(Variant.ablated(model, ablation)));
        return variants;
    }

    private List<VariantScore> run(Evaluation evaluation, List<Variant> variants, List<LabeledCase> labeled) throws IOException {
        Evaluation told = truthLabels.meaning().map(evaluation::withTruthLabels).orElse(evaluation);
        try (TaskProgress runs = new TaskProgress(terminal, interruption, "Evaluating", "run")) {
            return told.run(variants, labeled, runs, progress -> interruption.check());
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
    }

    private Map<String, Object> about(TrainedModel model, Backend backend, CompileOptions options) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("model", model.provenance());
        about.put("backend", backend.name());
        about.put("device", backend.device().description());
        about.put("java", Runtime.version().toString());
        about.put("matmulPrecision", options.matmulPrecision().toString());
        about.put("repeats", repeats);
        return about;
    }

    private void print(List<VariantScore> scores) {
        int name = Math.max("variant".length(), scores.stream().mapToInt(score -> score.variant().name().length()).max().orElseThrow());
        int region = Math.max("region".length(), scores.getFirst().regions().stream().mapToInt(one -> Printable.of(one.region()).length())
                .max().orElseThrow());
        String row = "%-" + name + "s  %-" + region + "s  %5s  %9s  %10s%n";
        terminal.out().printf(Locale.ROOT, row, "variant", "region", "Dice", "agreement", "s per case");
        for (VariantScore score : scores) {
            for (RegionScore one : score.regions()) {
                terminal.out().printf(Locale.ROOT, row, score.variant().name(), Printable.of(one.region()), one.cases() == 0 ? "-"
                        : decimal(one.dice()), decimal(one.agreement()), decimal(score.seconds()));
            }
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
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
        } catch (MissingFontsException e) {
            terminal.err().println("factorizer: the picture " + Printable.of(file) + " was left out: " + e.getMessage());
        }
    }
}
