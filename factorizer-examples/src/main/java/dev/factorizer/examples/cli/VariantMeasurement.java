package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.examples.evaluate.MetricReport;
import dev.factorizer.examples.evaluate.VariantFiles;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.variants.RegionScore;
import dev.factorizer.models.variants.Variant;
import dev.factorizer.models.variants.VariantEvaluation;
import dev.factorizer.models.variants.VariantScore;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands have in common that run variants of a model on cases whose truth is known: their options, and the work. */
final class VariantMeasurement {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;
    private int repeats = 2;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private ModelOptions chosen;

    @Mixin
    private LabeledCaseOptions cases;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Mixin
    private TruthLabelsOption truthLabels;

    @Mixin
    private MetricsOption metrics;

    @Mixin
    private WindowOptions windows;

    @Inject
    VariantMeasurement(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Option(names = "--repeat", paramLabel = "N", description = "How often each case is timed; the fastest run counts, and a first one"
            + " never does. Default: 2.")
    void repeats(int number) {
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--repeat " + number + ": expected 1 or more");
        }
        repeats = number;
    }

    /** Draws what there is to draw of scores that were written. */
    interface Picture {
        void draw(List<VariantScore> scores, VariantFiles files) throws IOException;
    }

    /**
     * Measures variants of the model, prints and writes what was found.
     *
     * @param name how the files of the results begin
     * @param variants of a model, the first as it was trained
     * @param picture draws the scores, if they can be drawn
     */
    void run(String name, Function<TrainedModel, List<Variant>> variants, Picture picture) throws IOException {
        CompileOptions options = chosen.programs();
        cases.require(chosen.bundle());
        TrainedModel model = chosen.read();
        List<Variant> wanted = variants.apply(model);
        interruption.listen();
        List<LabeledCase> labeled = checked(model);
        try (Backend backend = backends.open()) {
            backend.require(options);
            WritableFolder target = WritableFolder.open(output);
            boolean written = false;
            try {
                VariantFiles files = new VariantFiles(target.path(), name);
                files.requireWritable(Stream.concat(labeled.stream().flatMap(one -> Stream.concat(one.images().stream(),
                        Stream.of(one.truth()))), chosen.files().stream()).toList());
                List<VariantScore> scores = run(VariantEvaluation.on(backend).withOptions(options).withSegmentation(windows.settings()).withRepeats(repeats)
                        .withMetrics(metrics.metrics()), wanted, labeled);
                files.write(scores, labeled, about(model, backend, options));
                written = true;
                print(scores);
                terminal.out().println();
                MetricReport report = new MetricReport(scores.getFirst().table());
                report.print(terminal.out());
                terminal.out().println();
                report.warnings().forEach(results::warn);
                picture.draw(scores, files);
                results.put("variants", VariantFiles.trees(scores));
                for (Path file : List.of(files.table(), files.cases(), files.record())) {
                    terminal.out().println("written: " + Printable.of(file));
                    results.written(file);
                }
            } finally {
                if (!written) {
                    target.removeIfUnused();
                }
            }
        }
    }

    private List<LabeledCase> checked(TrainedModel model) throws IOException {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Checking", "case")) {
            return cases.cases(model.recipe(), progress);
        }
    }

    private List<VariantScore> run(VariantEvaluation evaluation, List<Variant> variants, List<LabeledCase> labeled) throws IOException {
        VariantEvaluation told = truthLabels.meaning().map(evaluation::withTruthLabels).orElse(evaluation);
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
        Tiling moved = windows.settings().windows(model.recipe());
        about.put("windows", new SettingsWriter().put("overlap", moved.overlap()).put("weights", moved.weights()).put("flips", moved.flips())
                .toTree());
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
}
