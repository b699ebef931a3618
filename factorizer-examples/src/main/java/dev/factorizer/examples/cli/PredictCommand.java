package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.predict.Prediction;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationPlan;
import dev.factorizer.models.inference.Segmenter;
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
import picocli.CommandLine.Spec;

/** Segments a scan with a trained model. */
@Command(name = "predict", header = "Segments a scan with a trained model.",
        description = {"", "The scan may have any orientation and spacing; the result lies on its own grid, with its own header."
                + " It writes NAME_seg.nii.gz, a map of labels, on request other volumes, and NAME_seg.json, which says where they come from; NAME is"
                + " that of the first input. If the labels are there, so are all the others. Several models segment together."
                + " How much memory it takes is said before it begins."
                + " The volume of each region is printed, and a warning for everything in the inputs that violates the"
                + " format or that other programs read differently."},
        footer = {"  factorizer predict --model lesions.bundle --input head.nii.gz --output out",
            "  factorizer predict --model isles.bundle --input dwi.nii.gz adc.nii.gz --output out",
            "  factorizer predict --model lesions.bundle --input study.zip --series 4 --output out",
            "  factorizer predict --model fold0.bundle fold1.bundle --input head.nii.gz --output out --uncertainty"})
final class PredictCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private int iterations = -1;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true, arity = "1..*",
            description = "A model bundle: a folder or a zip file, made by \"demo\" or \"import\". Of several models the results are"
                    + " averaged; they must have the same channels, labels and preprocessing.")
    private List<Path> bundles;

    @Option(names = "--input", paramLabel = "FILE", required = true, arity = "1..*",
            description = "The scan: one image for each channel, in the order the model was trained with, or one that holds"
                    + " all channels. DICOM is a folder, a zip or tar archive, or the files of one series.")
    private List<Path> inputs;

    @Mixin
    private SeriesOption series;

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
        files.require();
        List<TrainedModel> models = new ArrayList<>();
        for (Path bundle : bundles) {
            TrainedModel model = TrainedModel.read(bundle);
            models.add(iterations < 0 ? model : Iterations.of(model, iterations, command));
        }
        interruption.listen();
        try (Backend backend = backends.open();
                Segmenter segmenter = Segmenter.of(models, backend, options)) {
            WritableFolder folder = WritableFolder.open(output);
            boolean written = false;
            try {
                print(write(segmenter, folder));
                written = true;
            } finally {
                if (!written) {
                    folder.removeIfUnused();
                }
            }
        }
        return CommandLineProgram.DONE;
    }

    private Prediction write(Segmenter segmenter, WritableFolder folder) throws IOException {
        try (TaskProgress windows = new TaskProgress(terminal, interruption, "Segmenting", "window")) {
            List<Path> files = new ArrayList<>();
            for (Path bundle : bundles) {
                files.addAll(ModelBundle.files(bundle));
            }
            return Prediction.write(segmenter, series.of(inputs), folder.path(), segmentation.settings(), files, this::show, windows);
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
