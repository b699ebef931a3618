package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.ChallengeTable;
import dev.factorizer.examples.evaluate.ComparedRegions;
import dev.factorizer.examples.evaluate.ComparisonReport;
import dev.factorizer.examples.evaluate.EvaluationReport;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.EvaluationComparison;
import dev.factorizer.models.evaluation.EvaluationFolder;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.EvaluationSettings;
import dev.factorizer.models.evaluation.LabelComparison;
import dev.factorizer.models.evaluation.LabelPair;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.metrics.MetricSet;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures segmentations that are there already, whatever made them. */
@Command(name = "evaluate", header = "Measures predictions against references, whatever made them.",
        description = {"", "Both are folders of label maps. Files of the same name belong together; _seg, -seg, _pred, _truth and _label at"
                + " the end of a name don't count. The references can also be the labels of a data set; predictions are then named by its"
                + " cases, as \"predict\" names them. All files are read first, and everything that is wrong with them is said at once."
                + " The mean of each metric is printed with a confidence interval, and how often a region failed. With --output it writes"
                + " evaluation.json with everything, cases.csv with a row for each case and region, summary.json in the form of nnU-Net and,"
                + " where they were asked for, challenge.csv and comparison.csv."},
        footer = {"  factorizer evaluate labels predictions --output evaluation",
            "  factorizer evaluate --cases datalist.json --fold 0 predictions --output evaluation",
            "  factorizer evaluate labels predictions --regions ET=3,TC=1+3,WT=1+2+3 \\", "      --challenge brats2023-gli",
            "  factorizer evaluate labels predictions --compare other-predictions"})
final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;
    private final Results results;
    private Optional<String> challenge = Optional.empty();
    private double failureDice = EvaluationSettings.FAILURE_DICE;

    @Spec
    private CommandSpec command;

    @Mixin
    private ReferenceOptions references;

    @Mixin
    private RegionsOption regions;

    @Option(names = "--output", paramLabel = "DIR", description = "Where results go; made if missing. Default: they are only printed.")
    private Path output;

    @Option(names = "--compare", paramLabel = "PREDICTIONS", description = "Also compare with other predictions for the same references, a"
            + " folder of label maps, or with another evaluation of them, an evaluation.json or its folder: by Wilcoxon's signed-rank"
            + " test of each metric and region.")
    private Path other;

    @Mixin
    private MetricsOption metrics;

    @Inject
    EvaluateCommand(Terminal terminal, Interruption interruption, Results results) {
        this.results = results;
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Option(names = "--failure-dice", paramLabel = "DICE", description = "A case whose Dice of a region is below this failed there."
            + " Default: 0.5.")
    void failureDice(double bound) {
        if (!(bound >= 0 && bound <= 1)) {
            throw new ParameterException(command.commandLine(), "--failure-dice " + bound + ": expected 0 to 1");
        }
        failureDice = bound;
    }

    @Option(names = "--challenge", paramLabel = "NAME", description = "Also score as a challenge does: brats2023-gli, -ssa, -ped, -men,"
            + " -met; brats2024-gli, -ssa, -ped, -men, -met, -men-rt; isles22.")
    void challenge(String name) {
        if (!ChallengeTable.names().contains(name)) {
            throw new ParameterException(command.commandLine(), "--challenge " + name + ": expected one of "
                    + String.join(", ", ChallengeTable.names()) + Suggestion.of(name, ChallengeTable.names()));
        }
        challenge = Optional.of(name);
    }

    @Override
    public Integer call() throws IOException {
        ReferenceOptions.Named named = references.named();
        Optional<EvaluationResult> earlier = other != null && isEvaluation(other) ? Optional.of(EvaluationFolder.in(other).read())
                : Optional.empty();
        interruption.listen();
        LabelComparison comparison = new LabelComparison(named.pairs(named.predictions()), named.ignored(), failureDice);
        Optional<LabelComparison> compared = other == null || earlier.isPresent() ? Optional.empty()
                : Optional.of(new LabelComparison(named.pairs(other), named.ignored(), failureDice));
        Optional<WritableFolder> target = output == null ? Optional.empty() : Optional.of(WritableFolder.open(output));
        boolean written = false;
        try {
            if (target.isPresent()) {
                new EvaluationFolder(output).requireWritable(Stream.concat(Stream.of(comparison), compared.stream())
                        .flatMap(one -> one.pairs().stream()).flatMap(pair -> Stream.of(pair.prediction(), pair.truth())).toList());
            }
            ComparedRegions found = regions(comparison, named, earlier);
            EvaluationResult result = measured(comparison, found.regions(), "Measuring").withWarnings(Stream.concat(
                    named.warnings().stream(), found.warnings().stream()).toList()).withAbout(about(named));
            Optional<ChallengeTable> scores = challenge.isEmpty() ? Optional.empty() : Optional.of(scored(comparison.pairs()));
            Optional<EvaluationResult> second = compared.isEmpty() ? earlier
                    : Optional.of(measured(compared.get(), found.regions(), "Measuring " + other));
            Optional<ComparisonReport> difference = second.map(one -> new ComparisonReport(EvaluationComparison.of(result, one)));
            List<Path> files = target.isPresent() ? write(result, scores, difference) : List.of();
            written = true;
            EvaluationReport report = new EvaluationReport(result);
            report.print(terminal.out());
            terminal.out().println();
            scores.ifPresent(all -> {
                all.print(terminal.out());
                terminal.out().println();
            });
            difference.ifPresent(all -> {
                all.print(terminal.out());
                terminal.out().println();
            });
            files.forEach(file -> {
                terminal.out().println("written: " + Printable.of(file));
                results.written(file);
            });
            Stream.concat(report.warnings().stream(), difference.stream().flatMap(one -> one.warnings().stream())).forEach(results::warn);
            Map<String, Object> tree = new LinkedHashMap<>(result.tree());
            // They stand above the result.
            tree.remove("warnings");
            results.putAll(tree);
            difference.ifPresent(all -> results.put("comparison", all.trees()));
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        } finally {
            if (!written && target.isPresent()) {
                target.get().removeIfUnused();
            }
        }
        return CommandLineProgram.DONE;
    }

    /** A folder of predictions may have an evaluation of its own among them, but no labels are in a folder of evaluations. */
    private static boolean isEvaluation(Path place) throws IOException {
        if (Files.isRegularFile(place) && !EvaluationFolder.in(place).record().equals(place)) {
            throw new IOException("--compare " + place + ": is a file, expected a folder of label maps, an evaluation.json or its folder");
        }
        return Files.isRegularFile(EvaluationFolder.in(place).record());
    }

    /** Those that were named, else those of the data set, else those of what is compared with. */
    private ComparedRegions regions(LabelComparison comparison, ReferenceOptions.Named named, Optional<EvaluationResult> earlier) {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Reading", "case")) {
            Set<Integer> known = challenge.map(name -> new ChallengeTable(name).labels()).orElse(Set.of());
            List<LabelRegion> wanted = Stream.of(regions.regions(), named.regions(), earlier.map(one -> one.settings().regions())
                    .orElse(List.of())).filter(some -> !some.isEmpty()).findFirst().orElse(List.of());
            return ComparedRegions.of(comparison.labels(known, progress), wanted);
        }
    }

    private EvaluationResult measured(LabelComparison comparison, List<LabelRegion> compared, String task) throws IOException {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, task, "case")) {
            return comparison.measure(compared, metrics.metrics(MetricSet.COMPLETE), progress);
        }
    }

    private ChallengeTable scored(List<LabelPair> pairs) throws IOException {
        ChallengeTable table = new ChallengeTable(challenge.orElseThrow());
        for (LabelPair pair : pairs) {
            interruption.check();
            table.add(pair);
        }
        return table;
    }

    private Map<String, Object> about(ReferenceOptions.Named named) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("references", named.references().toString());
        about.put("predictions", named.predictions().toString());
        challenge.ifPresent(name -> about.put("challenge", name));
        about.put("version", ModuleVersion.number());
        about.put("java", Runtime.version().toString());
        return about;
    }

    private List<Path> write(EvaluationResult result, Optional<ChallengeTable> scores, Optional<ComparisonReport> difference)
            throws IOException {
        EvaluationFolder folder = new EvaluationFolder(output);
        Map<String, Object> about = new LinkedHashMap<>(result.about());
        Map<Path, String> more = new LinkedHashMap<>();
        scores.ifPresent(all -> {
            about.put("challengeMeans", all.meanTrees());
            more.put(output.resolve("challenge.csv"), all.csv());
        });
        difference.ifPresent(all -> {
            about.put("comparedWith", other.toString());
            more.put(output.resolve("comparison.csv"), all.csv());
        });
        folder.write(result.withAbout(about), more);
        List<Path> files = new ArrayList<>(List.of(folder.cases(), folder.summary(), folder.record()));
        files.addAll(more.keySet());
        return files;
    }
}
