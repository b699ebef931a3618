package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationPlan;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.prediction.Prediction;
import dev.factorizer.models.prediction.PredictionJob;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments a scan with a trained model. */
@Command(name = "predict", header = "Segments a scan with a trained model.",
        description = {"", "The scan may have any orientation and spacing; the result lies on its own grid, with its own header."
                + " It writes NAME_seg.nii.gz, a map of labels, on request other volumes, and NAME_seg.json, which says where they come from; NAME is"
                + " that of the first input. If the labels are there, so are all the others. Several models segment together."
                + " With --cases, all scans of a data set are segmented, NAME then being that of the case; one that fails is reported at"
                + " the end and doesn't stop the others."
                + " How much memory it takes is said before it begins."
                + " The volume of each region is printed, and a warning for everything in the inputs that violates the"
                + " format or that other programs read differently."},
        footer = {"  factorizer predict --model lesions.bundle --input head.nii.gz --output out",
            "  factorizer predict --model isles.bundle --input dwi.nii.gz adc.nii.gz --output out",
            "  factorizer predict --model lesions.bundle --input study.zip --series 4 --output out",
            "  factorizer predict --model fold0.bundle fold1.bundle --input head.nii.gz --output out --uncertainty",
            "  factorizer predict --model fold0.bundle --cases datalist.json --fold 0 --output out"})
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private int iterations = -1;
    private int results;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true, arity = "1..*",
            description = "A model bundle: a folder or a zip file, made by \"demo\" or \"import\". Of several models the results are"
                    + " averaged; they must have the same channels, labels and preprocessing.")
    private List<Path> bundles;

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*",
            description = "The scan: one image for each channel, in the order the model was trained with, or one that holds"
                    + " all channels. DICOM is a folder, a zip or tar archive, or the files of one series.")
    private List<Path> inputs = List.of();

    @Mixin
    private SeriesOption series;

    @Mixin
    private CaseListOptions cases;

    @Mixin
    private DataOptions data;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    PredictCommand(Terminal terminal, BackendSource backends, Interruption interruption) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
    }

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations of each factorization: fewer are faster."
            + " Default: as trained.")
    void iterations(int number) {
        iterations = Iterations.require(number, command);
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        InputFiles files = new InputFiles();
        bundles.forEach(bundle -> files.with("--model", bundle));
        inputs.forEach(input -> files.with("--input", input));
        cases.data().ifPresent(place -> files.with("--cases", place));
        if (inputs.isEmpty() == cases.data().isEmpty()) {
            throw new ParameterException(command.commandLine(), inputs.isEmpty() ? "found no scan, expected --input or --cases"
                    : "found --input and --cases, expected one of them");
        }
        files.require();
        List<PredictionJob> jobs = cases.data().isEmpty() ? List.of() : PredictionJob.of(cases.read(data).cases(), cases.resampled());
        List<TrainedModel> models = new ArrayList<>();
        for (Path bundle : bundles) {
            TrainedModel model = TrainedModel.read(bundle);
            models.add(iterations < 0 ? model : Iterations.of(model, iterations, command));
        }
        interruption.listen();
        try (Backend backend = backends.open();
                Segmenter segmenter = Segmenter.of(models, backend, options)) {
            WritableFolder folder = WritableFolder.open(output);
            try {
                return jobs.isEmpty() ? single(segmenter, folder.path()) : all(jobs, segmenter, folder.path());
            } finally {
                if (results == 0) {
                    folder.removeIfUnused();
                }
            }
        }
    }

    private int single(Segmenter segmenter, Path folder) throws IOException {
        ScanFiles scan = cases.resampled() ? series.of(inputs).withResampling() : series.of(inputs);
        print(write(segmenter, scan, Prediction.stem(folder, scan), modelFiles()));
        return CommandLineProgram.DONE;
    }

    /** One case must not stop the others, but an interruption does. */
    private int all(List<PredictionJob> jobs, Segmenter segmenter, Path folder) throws IOException {
        List<Path> read = modelFiles();
        jobs.forEach(job -> read.addAll(job.scan().files()));
        List<String> failures = new ArrayList<>();
        for (PredictionJob job : jobs) {
            interruption.check();
            terminal.out().println("case " + Printable.of(job.id()));
            try {
                print(write(segmenter, job.scan(), folder.resolve(job.name()), read));
            } catch (IOException | IllegalArgumentException | LargeImagesException e) {
                failures.add(Printable.of("case " + job.id() + ": ") + Explanation.of(e));
                terminal.out().println("failed");
            }
        }
        terminal.out().println("segmented " + (jobs.size() - failures.size()) + " of " + jobs.size() + " cases");
        terminal.out().flush();
        failures.forEach(failure -> terminal.err().println("factorizer: " + failure));
        return failures.isEmpty() ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
    }

    private List<Path> modelFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path bundle : bundles) {
            files.addAll(ModelBundle.files(bundle));
        }
        return files;
    }

    private Prediction write(Segmenter segmenter, ScanFiles scan, Path stem, List<Path> read) throws IOException {
        try (TaskProgress windows = new TaskProgress(terminal, interruption, "Segmenting", "window")) {
            Prediction prediction = Prediction.write(segmenter, scan, stem, segmentation.settings(), read, this::show, windows);
            results++;
            return prediction;
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
    }

    private void show(SegmentationPlan plan) {
        terminal.err().println("plan: " + plan.describe());
        terminal.err().flush();
    }

    private void print(Prediction prediction) {
        for (String region : prediction.segmentation().regions()) {
            terminal.out().printf(Locale.ROOT, "%s: %.2f ml%n", Printable.of(region), prediction.segmentation().millilitersOf(region));
        }
        terminal.out().println("written: " + Printable.of(prediction.labels()));
        prediction.volumes().forEach(file -> terminal.out().println("written: " + Printable.of(file)));
        terminal.out().println("written: " + Printable.of(prediction.provenance()));
        terminal.out().flush();
        prediction.warnings().forEach(warning -> terminal.err().println("factorizer: warning: " + warning));
    }
}
