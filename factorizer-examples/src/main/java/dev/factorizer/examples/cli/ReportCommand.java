package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.evaluation.EvaluationFolder;
import dev.factorizer.report.Report;
import dev.factorizer.report.ReportSettings;
import dev.factorizer.report.ReportSummary;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes an evaluation as a page. */
@Command(name = "report", header = "Writes an evaluation as one HTML file, with pictures of the cases.",
        description = {"", "The file needs no other file and no network: result with confidence intervals and failures, a table of all cases to"
                + " sort, filter and mark by keys, the worst and the most uncertain cases as slices, one case as a volume, reliability of the"
                + " probabilities, volumes, all metrics, curves of the training, and where all comes from. Cases are"
                + " drawn where --cases names the data set that was segmented. What is not given or not there is left out, and said."},
        footer = {"  factorizer report evaluation --output report.html", "  factorizer report evaluation --cases datalist.json --run run/fold_0 \\",
            "      --components maps --output report.html", "  factorizer report evaluation --cases ct --window 400,40 --output report.html"})
final class ReportCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;

    private final Terminal terminal;
    private final Interruption interruption;
    private final Results results;
    private ReportSettings settings = ReportSettings.DEFAULT;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "EVALUATION", description = "What \"evaluate\" wrote: a folder, or the evaluation.json in it.")
    private Path evaluation;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The page, such as report.html; its folder must exist.")
    private Path output;

    @Mixin
    private DataOptions data;

    @Option(names = "--predictions", paramLabel = "DIR", description = "Where the predictions are now. Default: where they were when they were"
            + " evaluated. Entropy and probabilities are looked for beside them.")
    private Path predictions;

    @Option(names = "--references", paramLabel = "DIR", description = "Where the references are now. Default: where they were when they were"
            + " compared.")
    private Path references;

    @Option(names = "--run", paramLabel = "DIR", description = "The folder of a training, with all its folds, or of one of them.")
    private Path run;

    @Option(names = "--components", paramLabel = "DIR", description = "What \"explain\" wrote for one or more of the cases.")
    private Path components;

    @Inject
    ReportCommand(Terminal terminal, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.results = results;
    }

    @Option(names = "--title", paramLabel = "TEXT", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "Segmentation report")
    void title(String text) {
        set("--title " + text, () -> settings = settings.withTitle(text));
    }

    @Option(names = "--worst", paramLabel = "N", description = "How many of the worst cases are drawn. Default: 12.")
    void worst(int number) {
        set("--worst " + number, () -> settings = settings.withGallery(number, settings.uncertain()));
    }

    @Option(names = "--uncertain", paramLabel = "N", description = "How many of the most uncertain cases are drawn. Default: 12.")
    void uncertain(int number) {
        set("--uncertain " + number, () -> settings = settings.withGallery(settings.worst(), number));
    }

    @Option(names = "--channel", paramLabel = "N", description = "Which channel of the images is drawn, from 0. Default: 0.")
    void channel(int number) {
        set("--channel " + number, () -> settings = settings.withChannel(number));
    }

    @Option(names = "--window", paramLabel = "WIDTH,LEVEL", description = "How many intensities lie between black and white, and which one is in"
            + " the middle, such as 400,40 of soft tissue in CT. Default: from those of all but the 0.5 %% darkest voxels of each image to those"
            + " of all but the brightest.")
    void window(String text) {
        if (!text.matches("\\d{1,12}(\\.\\d+)?,-?\\d{1,12}(\\.\\d+)?")) {
            throw new ParameterException(command.commandLine(), "--window " + text + ": expected a width and a level, such as 400,40");
        }
        double half = Double.parseDouble(text.split(",")[0]) / 2;
        double level = Double.parseDouble(text.split(",")[1]);
        set("--window " + text, () -> settings = settings.withWindow(new ReportSettings.Window(level - half, level + half)));
    }

    @Option(names = "--case", paramLabel = "NAME", description = "Which case is shown as a volume. Default: the first with component maps, or"
            + " else the worst.")
    void shownCase(String name) {
        settings = settings.withShownCase(name);
    }

    @Option(names = "--top", paramLabel = "N", description = "How many component maps are shown, by their ranks. Default: 4.")
    void top(int number) {
        set("--top " + number, () -> settings = settings.withComponents(number));
    }

    @Option(names = "--megabytes", paramLabel = "N", description = "About how large the file may get; volumes are coarsened to it. Default:"
            + " 10.")
    void megabytes(int number) {
        set("--megabytes " + number, () -> settings = settings.withBytes(number * MEGABYTE));
    }

    private void set(String option, Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Integer call() throws IOException {
        EvaluationFolder measured = EvaluationFolder.in(evaluation);
        Optional<DataList> list = data.place().isEmpty() ? Optional.empty() : Optional.of(data.read(data.place().get()));
        JsonFile.check("--output", output, read(measured, list));
        Report report = Report.of(measured.read()).withSettings(settings);
        report = list.isEmpty() ? report : report.withImages(list.get().cases());
        report = predictions == null ? report : report.withPredictions(predictions);
        report = references == null ? report : report.withReferences(references);
        report = run == null ? report : report.withRun(run);
        report = components == null ? report : report.withComponents(components);
        interruption.listen();
        ReportSummary summary;
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Reading", "case")) {
            summary = report.write(output.toAbsolutePath(), progress);
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
        summary.leftOut().forEach(sentence -> terminal.out().println("left out: " + Printable.of(sentence)));
        terminal.out().printf(Locale.ROOT, "%d cases, %d drawn, %.1f MB%n", summary.cases(), summary.drawn(), (double) summary.bytes() / MEGABYTE);
        terminal.out().println("written: " + Printable.of(output));
        results.put("caseCount", summary.cases()).put("drawn", summary.drawn()).put("bytes", summary.bytes()).put("leftOut", summary.leftOut())
                .written(output);
        return CommandLineProgram.DONE;
    }

    private List<Path> read(EvaluationFolder measured, Optional<DataList> list) throws IOException {
        List<Path> read = new ArrayList<>(List.of(measured.record(), measured.cases(), measured.summary()));
        list.ifPresent(one -> read.addAll(data.files(one)));
        for (Path folder : Stream.of(run, components, predictions).filter(one -> one != null && Files.isDirectory(one)).toList()) {
            // A training has its folds below it.
            try (Stream<Path> files = Files.walk(folder, 2)) {
                files.filter(Files::isRegularFile).forEach(read::add);
            }
        }
        return read;
    }
}
