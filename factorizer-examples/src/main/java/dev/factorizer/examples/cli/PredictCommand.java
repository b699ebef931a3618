package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationPlan;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.prediction.PredictionGroup;
import dev.factorizer.models.prediction.PredictionJob;
import dev.factorizer.models.prediction.Predictor;
import dev.factorizer.models.prediction.WrittenSegmentation;
import dev.factorizer.models.runs.RunFolder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments scans with trained models. */
@Command(name = "predict", header = "Segments scans with a trained model.",
        description = {"", "A scan may have any orientation and spacing; the result lies on its own grid, with its own header."
                + " It writes NAME_seg.nii.gz (NAME_seg.png for a picture), a map of labels, on request other volumes, and NAME_seg.json,"
                + " which says where they come from; NAME is that of the first file, of the case in a folder or data set. If the labels are"
                + " there, so are all the others. Several models segment together. A single folder of scans is segmented as a whole: each"
                + " image in it is a scan, but CASE_0000, CASE_0001 … are the channels of a case. Of many scans, one that"
                + " fails is reported at the end and doesn't stop the others. How much memory it takes is said before it begins."
                + " The volume of each region is printed, and a warning for everything in the inputs that violates the"
                + " format or that other programs read differently."},
        footer = {"  factorizer predict head.nii.gz --model lesions.bundle --output out",
            "  factorizer predict dwi.nii.gz adc.nii.gz --model isles.bundle --output out",
            "  factorizer predict imagesTs --model lesions.bundle --output out --resume",
            "  factorizer predict study.zip --series 4 --model lesions.bundle --output out",
            "  factorizer predict head.nii.gz --model fold0.bundle fold1.bundle --output out --uncertainty",
            "  factorizer predict --run run --cases datalist.json --output out"})
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;
    private int iterations = -1;
    private int segmented;
    private int skipped;
    private final List<String> failures = new ArrayList<>();

    @Spec
    private CommandSpec command;

    @Mixin
    private ScanOptions scans;

    @Option(names = "--model", paramLabel = "BUNDLE", arity = "1..*",
            description = "A model bundle: a folder or a zip file, made by \"train\", \"demo\" or \"import\". Of several models the results are"
                    + " averaged; they must have the same channels, labels and preprocessing.")
    private List<Path> bundles = List.of();

    @Option(names = "--run", paramLabel = "RUN", description = "In place of --model, the folder of trainings that \"train\" has made: each case"
            + " of --cases is segmented by the last model of the fold that it was left out of.")
    private Path run;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Option(names = "--resume", description = "Leave out scans whose results are there already, made from the same files by the same models"
            + " with the same settings.")
    private boolean resume;

    @Mixin
    private SegmentationOptions segmentation;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    PredictCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations of each factorization: fewer are faster."
            + " Default: as trained.")
    void iterations(int number) {
        iterations = Iterations.require(number, command);
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        if ((run == null) == bundles.isEmpty()) {
            throw new ParameterException(command.commandLine(), run == null ? "Missing required option: '--model=BUNDLE', or --run"
                    : "found --model and --run, expected one of them");
        }
        InputFiles files = new InputFiles();
        bundles.forEach(bundle -> files.with("--model", bundle));
        if (run != null) {
            files.with("--run", run);
        }
        scans.check(files, bundles.size());
        files.require();
        // A single scan's channels depend on the models, which are read first.
        List<TrainedModel> models = read(bundles);
        List<PredictionGroup> groups = run == null
                ? List.of(new PredictionGroup(bundles, scans.jobs(models.getFirst().recipe().network().inputChannels())))
                : scans.groups(new RunFolder(run));
        boolean single = run == null && scans.isSingle();
        List<PredictionJob> jobs = groups.stream().flatMap(group -> group.jobs().stream()).toList();
        interruption.listen();
        try (Backend backend = backends.open()) {
            WritableFolder folder = WritableFolder.open(output);
            try {
                for (PredictionGroup group : groups) {
                    try (Segmenter segmenter = Segmenter.of(run == null ? models : read(group.bundles()), backend, options)) {
                        Predictor predictor = Predictor.of(segmenter).withSettings(segmentation.settings()).withBundles(group.bundles())
                                .withAbout(about(backend, options)).withRelease(System::gc);
                        if (single) {
                            single(jobs.getFirst(), predictor, folder.path());
                        } else {
                            each(group.jobs(), jobs, predictor, folder.path());
                        }
                    }
                }
                return result(jobs.size(), single);
            } finally {
                results.put("segmented", segmented).put("skipped", skipped).put("failed", failures.size());
                if (segmented == 0) {
                    folder.removeIfUnused();
                }
            }
        }
    }

    private List<TrainedModel> read(List<Path> places) throws IOException {
        List<TrainedModel> models = new ArrayList<>();
        for (Path place : places) {
            TrainedModel model = TrainedModel.read(place);
            models.add(iterations < 0 ? model : Iterations.of(model, iterations, command));
        }
        return models;
    }

    private int result(int count, boolean single) {
        if (resume) {
            terminal.out().println(single ? "skipped " + skipped + " of 1 scans that is done already"
                    : "skipped " + skipped + " of " + count + " cases that are done already");
        }
        if (!single) {
            terminal.out().println("segmented " + segmented + " of " + (count - skipped) + " cases");
        }
        failures.forEach(results::fail);
        return failures.isEmpty() ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
    }

    /** What else the bits of a result depend on. */
    private static Map<String, Object> about(Backend backend, CompileOptions options) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("backend", backend.name());
        about.put("matmulPrecision", options.matmulPrecision().name().toLowerCase(Locale.ROOT));
        return about;
    }

    /** What is wrong with the only scan ends the command as any other fault does. */
    private void single(PredictionJob job, Predictor predictor, Path folder) throws IOException {
        try {
            if (!isDone(job, predictor, folder)) {
                print(job, segment(predictor, job, folder.resolve(job.name()), List.of()));
            }
        } catch (IOException | IllegalArgumentException | BackendException | LargeImagesException e) {
            failed(job, e);
            throw e;
        }
    }

    /** One case must not stop the others, but an interruption does. */
    private void each(List<PredictionJob> jobs, List<PredictionJob> all, Predictor predictor, Path folder) throws IOException {
        List<Path> scanFiles = all.stream().flatMap(job -> job.files().stream()).toList();
        for (PredictionJob job : jobs) {
            interruption.check();
            try {
                if (isDone(job, predictor, folder)) {
                    continue;
                }
                terminal.out().println("case " + Printable.of(job.id()));
                print(job, segment(predictor, job, folder.resolve(job.name()), scanFiles));
            } catch (IOException | IllegalArgumentException | BackendException | LargeImagesException e) {
                failed(job, e);
                terminal.out().println("failed");
            }
        }
    }

    private boolean isDone(PredictionJob job, Predictor predictor, Path folder) throws IOException {
        if (!resume || !predictor.isDone(job.scan(), folder.resolve(job.name()))) {
            return false;
        }
        skipped++;
        results.add("cases", entry(job, "skipped"));
        return true;
    }

    private void failed(PredictionJob job, Exception e) {
        String sentence = Explanation.of(e);
        failures.add(Printable.of("case " + job.id() + ": ") + sentence);
        Map<String, Object> entry = entry(job, "failed");
        entry.put("sentence", sentence);
        results.add("cases", entry);
    }

    private static Map<String, Object> entry(PredictionJob job, String status) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", job.id());
        entry.put("status", status);
        return entry;
    }

    private WrittenSegmentation segment(Predictor predictor, PredictionJob job, Path stem, List<Path> kept) throws IOException {
        try (TaskProgress windows = new TaskProgress(terminal, interruption, "Segmenting", "window")) {
            WrittenSegmentation prediction = predictor.predict(job.scan(), stem, kept, this::show, windows);
            segmented++;
            return prediction;
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
    }

    private void show(SegmentationPlan plan) {
        terminal.err().println("plan: " + plan.describe());
        terminal.err().flush();
    }

    private void print(PredictionJob job, WrittenSegmentation prediction) {
        Map<String, Object> milliliters = new LinkedHashMap<>();
        for (String region : prediction.segmentation().regions()) {
            milliliters.put(region, prediction.segmentation().millilitersOf(region));
            terminal.out().printf(Locale.ROOT, "%s: %.2f ml%n", Printable.of(region), prediction.segmentation().millilitersOf(region));
        }
        written(prediction.labels());
        prediction.volumes().forEach(this::written);
        written(prediction.provenance());
        Map<String, Object> entry = entry(job, "done");
        entry.put("labels", prediction.labels());
        entry.put("milliliters", milliliters);
        results.add("cases", entry);
        terminal.out().flush();
        prediction.warnings().forEach(results::warn);
    }

    private void written(Path file) {
        terminal.out().println("written: " + Printable.of(file));
        results.written(file);
    }
}
