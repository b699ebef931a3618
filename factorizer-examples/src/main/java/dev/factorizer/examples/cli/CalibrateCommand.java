package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.calibration.Calibration;
import dev.factorizer.models.calibration.CalibrationReport;
import dev.factorizer.models.calibration.ReliabilityCurve;
import dev.factorizer.models.truth.LabeledCase;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a model's probabilities mean what they say. */
@Command(name = "calibrate", header = "Fits the temperature of a model on validation cases.",
        description = {"", "Results of a network are divided by a temperature before they become probabilities; what is more likely"
                + " than not stays so. The one that makes the truth of the cases most likely is written into a copy of the model. Take"
                + " cases that the model was not trained on. It prints the likelihood and the calibration error of each region before"
                + " and after."},
        footer = {"  factorizer calibrate validation --model lesions.bundle \\",
            "      --output calibrated.bundle --curves curves.json"})
final class CalibrateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Mixin
    private ModelOptions chosen;

    @Mixin
    private LabeledCaseOptions cases;

    @Mixin
    private TruthLabelsOption truthLabels;

    @Mixin
    private WindowOptions windows;

    @Option(names = "--output", paramLabel = "BUNDLE", required = true,
            description = "The calibrated bundle: a zip file if its name ends in .zip, else a folder.")
    private Path output;

    @Option(names = "--curves", paramLabel = "FILE", description = "Also write the reliability curves, before and after, in JSON.")
    private Path curves;

    @Inject
    CalibrateCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        cases.require(chosen.bundle());
        TrainedModel model = chosen.read();
        interruption.listen();
        List<LabeledCase> labeled = checked(model);
        List<Path> read = Stream.concat(cases.read(labeled).stream(), chosen.files().stream()).toList();
        ModelBundle.requireWritable(output, read);
        JsonFile.check("--curves", curves, read);
        if (curves != null && curves.toAbsolutePath().normalize().startsWith(output.toAbsolutePath().normalize())) {
            throw new IOException("--curves " + curves + ": lies where the bundle is written; choose another name");
        }
        try (Backend backend = backends.open()) {
            Calibration calibration = Calibration.on(backend).withOptions(chosen.programs()).withSegmentation(windows.settings());
            CalibrationReport report = run(calibration, model, labeled);
            model.withTemperature(report.fit().temperature()).write(output);
            print(report);
            results.putAll(tree(report));
            written(output);
            if (curves != null) {
                JsonFile.write(curves, tree(report));
                written(curves);
            }
        }
        return CommandLineProgram.DONE;
    }

    private void written(Path file) {
        terminal.out().println("written: " + Printable.of(file));
        results.written(file);
    }

    private List<LabeledCase> checked(TrainedModel model) throws IOException {
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Checking", "case")) {
            return cases.cases(model.recipe(), progress);
        }
    }

    private CalibrationReport run(Calibration calibration, TrainedModel model, List<LabeledCase> labeled) throws IOException {
        Calibration told = truthLabels.meaning().map(calibration::withTruthLabels).orElse(calibration);
        try (TaskProgress progress = new TaskProgress(terminal, interruption, "Calibrating", "case")) {
            return told.run(model, labeled, progress, window -> interruption.check());
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
    }

    private void print(CalibrationReport report) {
        terminal.out().printf(Locale.ROOT, "temperature %.4f, from %,d voxels of %d cases%n", report.fit().temperature(), report.voxels(),
                report.cases());
        terminal.out().printf(Locale.ROOT, "negative log-likelihood %.6f before, %.6f after%n", report.fit().before(),
                report.fit().after());
        for (int i = 0; i < report.before().size(); i++) {
            terminal.out().printf(Locale.ROOT, "%s: expected calibration error %.4f before, %.4f after%n",
                    Printable.of(report.before().get(i).region()), report.before().get(i).expectedCalibrationError(),
                    report.after().get(i).expectedCalibrationError());
        }
        if (report.unseenInRegion() > 0) {
            results.warn(String.format(Locale.ROOT, "%,d voxels of regions lie outside of what the network saw; no temperature finds them",
                    report.unseenInRegion()));
        }
    }

    private static Map<String, Object> tree(CalibrationReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("temperature", report.fit().temperature());
        Map<String, Object> likelihood = new LinkedHashMap<>();
        likelihood.put("before", report.fit().before());
        likelihood.put("after", report.fit().after());
        tree.put("negativeLogLikelihood", likelihood);
        tree.put("caseCount", report.cases());
        tree.put("voxels", report.voxels());
        tree.put("unseenVoxels", report.unseen());
        tree.put("unseenVoxelsInRegions", report.unseenInRegion());
        tree.put("before", report.before().stream().map(CalibrateCommand::tree).toList());
        tree.put("after", report.after().stream().map(CalibrateCommand::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(ReliabilityCurve curve) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("region", curve.region());
        tree.put("expectedCalibrationError", curve.expectedCalibrationError());
        tree.put("bins", curve.bins().stream().map(bin -> {
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("from", bin.from());
            cells.put("to", bin.to());
            cells.put("voxels", bin.voxels());
            cells.put("probability", bin.probability());
            cells.put("share", bin.share());
            return cells;
        }).toList());
        return tree;
    }
}
