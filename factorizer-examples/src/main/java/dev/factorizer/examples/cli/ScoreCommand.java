package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.ChallengeTable;
import dev.factorizer.examples.evaluate.LabelFolders;
import dev.factorizer.examples.evaluate.MetricReport;
import dev.factorizer.examples.evaluate.ScoreFiles;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.LabelComparison;
import dev.factorizer.models.evaluation.LabelPair;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.evaluation.MetricTable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures segmentations that are there already, whatever made them. */
@Command(name = "score", header = "Measures label maps against others, whatever made them.",
        description = {"", "Files of the same name in both folders belong together; _seg, -seg, _pred, _truth and _label at the end of a"
                + " name don't count. With --cases, the labels of a data set are the truths, and files are named by its cases, as \"predict\" does"
                + " it. All files are read first, and everything that is wrong with them is said at once. The mean of each"
                + " metric is printed with a confidence interval. It writes cases.csv with all metrics of each case, scores.json and, of"
                + " a challenge, challenge.csv."},
        footer = {"  factorizer score --predictions found --truths labels --output scores",
            "  factorizer score --predictions found --cases datalist.json --fold 0 --output scores",
            "  factorizer score --predictions found --truths labels --output scores \\",
            "      --regions ET=3,TC=1+3,WT=1+2+3 --metrics dice,hd95,nsd@1 \\", "      --challenge brats2023-gli"})
final class ScoreCommand implements Callable<Integer> {
    /** More than any atlas of organs has; images have more values. */
    private static final int MOST_LABELS = 1000;
    private static final int MOST_SHOWN = 20;

    private final Terminal terminal;
    private final Interruption interruption;
    private List<LabelRegion> regions = List.of();
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> challenge = Optional.empty();

    @Spec
    private CommandSpec command;

    @Option(names = "--predictions", paramLabel = "DIR", required = true, description = "A folder of label maps that were found.")
    private Path predictions;

    @Option(names = "--truths", paramLabel = "DIR", description = "A folder of what they should be, on the same grids; or give --cases.")
    private Path truths;

    @Mixin
    private CaseListOptions cases;

    @Mixin
    private DataOptions data;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Mixin
    private MetricsOption metrics;

    @Inject
    ScoreCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Option(names = "--regions", paramLabel = "NAME=LABELS", split = ",", description = "Regions and their labels, joined by +, such as"
            + " TC=1+3, separated by commas. Default: each label that occurs.")
    void regions(List<String> texts) {
        List<LabelRegion> read = new ArrayList<>();
        for (String text : texts) {
            if (!text.matches("[^=]+=[0-9]{1,9}(\\+[0-9]{1,9})*")) {
                throw new ParameterException(command.commandLine(), "--regions " + text + ": expected a name and labels, such as TC=1+3");
            }
            String[] parts = text.split("=");
            Set<Integer> labels = Arrays.stream(parts[1].split("\\+")).map(Integer::valueOf).collect(Collectors.toSet());
            try {
                read.add(new LabelRegion(parts[0].strip(), labels));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--regions " + text + ": " + e.getMessage(), e);
            }
        }
        if (read.stream().map(LabelRegion::name).distinct().count() != read.size()) {
            throw new ParameterException(command.commandLine(), "--regions: found a name twice, expected another one for each region");
        }
        regions = read;
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
        LabelComparison comparison = new LabelComparison(pairs());
        interruption.listen();
        WritableFolder target = WritableFolder.open(output);
        boolean written = false;
        try {
            ScoreFiles files = new ScoreFiles(target.path());
            files.requireWritable(comparison.pairs());
            List<LabelRegion> compared = compared(comparison);
            MetricTable table = measured(comparison, compared);
            Optional<ChallengeTable> scores = challenge.isEmpty() ? Optional.empty() : Optional.of(scored(comparison.pairs()));
            files.write(table, about(compared), scores);
            written = true;
            new MetricReport(table).print(terminal.out());
            warnings.forEach(warning -> terminal.out().println("warning: " + warning));
            terminal.out().println();
            scores.ifPresent(all -> {
                all.print(terminal.out());
                terminal.out().println();
            });
            terminal.out().println("written: " + Printable.of(files.cases()));
            terminal.out().println("written: " + Printable.of(files.record()));
            scores.ifPresent(all -> terminal.out().println("written: " + Printable.of(files.challenge())));
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        } finally {
            if (!written) {
                target.removeIfUnused();
            }
        }
        return CommandLineProgram.DONE;
    }

    private List<LabelPair> pairs() throws IOException {
        if ((truths == null) == cases.data().isEmpty()) {
            throw new ParameterException(command.commandLine(), truths == null ? "found no truths, expected --truths or --cases"
                    : "found --truths and --cases, expected one of them");
        }
        List<LabelPair> pairs = truths != null ? new LabelFolders(predictions, truths).pairs()
                : LabelFolders.pairs(predictions, cases.read(data).cases());
        return cases.resampled() ? pairs.stream().map(LabelPair::withResampling).toList() : pairs;
    }

    private List<LabelRegion> compared(LabelComparison comparison) {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Reading", "case")) {
            SortedSet<Integer> labels = comparison.labels(progress);
            if (!regions.isEmpty()) {
                warnOf(labels);
                return regions;
            }
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("score: all label maps are empty, expected at least one label other than 0; or say by"
                        + " --regions what should be there");
            }
            if (labels.size() > MOST_LABELS) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "score: found %,d different labels, from %d to %d, expected at"
                        + " most %,d: are these maps of labels? If they are, say by --regions which are compared", labels.size(),
                        labels.first(), labels.last(), MOST_LABELS));
            }
            return labels.stream().map(label -> new LabelRegion("label " + label, Set.of(label))).toList();
        }
    }

    /** A region that is nowhere looks like a perfect one, as two empty masks agree. */
    private void warnOf(SortedSet<Integer> labels) {
        for (LabelRegion region : regions) {
            if (Collections.disjoint(region.labels(), labels)) {
                warnings.add("no file has a label of the region " + Printable.of(region.name()) + "; what is said of it is that of empty"
                        + " masks. The files have " + (labels.isEmpty() ? "no labels" : "the labels " + shown(labels)));
            }
        }
        SortedSet<Integer> others = new TreeSet<>(labels);
        regions.forEach(region -> others.removeAll(region.labels()));
        if (!others.isEmpty()) {
            warnings.add("no region has the labels " + shown(others) + "; they were taken as background");
        }
    }

    private static String shown(SortedSet<Integer> labels) {
        return labels.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "))
                + (labels.size() > MOST_SHOWN ? " and " + (labels.size() - MOST_SHOWN) + " more" : "");
    }

    private MetricTable measured(LabelComparison comparison, List<LabelRegion> compared) throws IOException {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Measuring", "case")) {
            return comparison.measure(compared, metrics.metrics(), progress);
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

    private Map<String, Object> about(List<LabelRegion> compared) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("predictions", predictions.toString());
        cases.data().ifPresentOrElse(place -> about.put("cases", place.toString()), () -> about.put("truths", truths.toString()));
        Map<String, Object> named = new LinkedHashMap<>();
        compared.forEach(region -> named.put(region.name(), region.labels().stream().sorted().toList()));
        about.put("regions", named);
        challenge.ifPresent(name -> about.put("challenge", name));
        about.put("warnings", warnings);
        return about;
    }
}
