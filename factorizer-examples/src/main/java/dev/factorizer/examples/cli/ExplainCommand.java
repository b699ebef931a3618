package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.predict.ComponentFiles;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.Component;
import dev.factorizer.models.explanation.Explainer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the factorizations of a model see in a scan. */
@Command(name = "explain", header = "Shows what the factorizations of a model see in a scan.",
        description = {"", "For each layer, every component of its factorizations becomes a map on the scan's own grid:"
                + " NAME_LAYER_RANK_shiftS_headH_componentR.nii.gz, the one with the largest share of the reconstruction first."
                + " NAME_LAYER_reconstruction.nii.gz is the sum of all maps, and NAME_LAYER_components.json says which file is"
                + " which; NAME is that of the first input."},
        footer = {"  factorizer explain --model lesions.bundle --input head.nii.gz --output maps",
            "  factorizer explain --model isles.bundle --input dwi.nii.gz adc.nii.gz \\",
            "      --layer decoder.blocks.3 --top 5 --output maps"})
final class ExplainCommand implements Callable<Integer> {
    /** The layers that are looked at if none is named. */
    private static final String DECODER = "decoder";

    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private int top = Integer.MAX_VALUE;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true,
            description = "A model bundle: a folder or a zip file, made by \"demo\" or \"import\".")
    private Path bundle;

    @Option(names = "--input", paramLabel = "FILE", required = true, arity = "1..*",
            description = "The scan: one image for each channel, in the order the model was trained with, or one that holds"
                    + " all channels. DICOM is a folder, a zip or tar archive, or the files of one series.")
    private List<Path> inputs;

    @Mixin
    private SeriesOption series;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Option(names = "--layer", paramLabel = "NAME", arity = "1..*",
            description = "Layers as state dicts name them, such as decoder.blocks.3, or parts of the network with several, such as"
                    + " encoder. Default: the decoder, or all if there is none of that name.")
    private List<String> names = List.of();

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    ExplainCommand(Terminal terminal, BackendSource backends, Interruption interruption) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
    }

    @Option(names = "--top", paramLabel = "N", description = "Write the maps of the N largest components of each layer only."
            + " Default: all.")
    void top(int number) {
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--top " + number + ": expected 1 or more");
        }
        top = number;
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        InputFiles files = new InputFiles().with("--model", bundle);
        inputs.forEach(input -> files.with("--input", input));
        files.require();
        TrainedModel model = TrainedModel.read(bundle);
        interruption.listen();
        try (Backend backend = backends.open()) {
            Explainer explainer = Explainer.of(model, backend, options);
            List<String> layers = layers(explainer);
            WritableFolder folder = WritableFolder.open(output);
            boolean written = false;
            try {
                write(new ComponentFiles.Source(explainer, model.provenance(), series.of(inputs), ModelBundle.files(bundle), folder.path(), top),
                        layers);
                written = true;
            } finally {
                if (!written) {
                    folder.removeIfUnused();
                }
            }
        }
        return CommandLineProgram.DONE;
    }

    private List<String> layers(Explainer explainer) {
        if (names.isEmpty()) {
            List<String> decoder = explainer.layers().stream().filter(layer -> layer.startsWith(DECODER + ".")).toList();
            return decoder.isEmpty() ? explainer.layers() : decoder;
        }
        return names.stream().flatMap(name -> explainer.layers(name).stream()).distinct().toList();
    }

    private void write(ComponentFiles.Source source, List<String> layers) throws IOException {
        source.requireWritable(layers);
        try {
            Volume scan = Volumes.read(source.inputs());
            for (String layer : layers) {
                try (TaskProgress windows = new TaskProgress(terminal, interruption, layer, "window")) {
                    print(ComponentFiles.write(source, scan, layer, windows));
                }
            }
            scan.warnings().forEach(warning -> terminal.err().println("factorizer: warning: " + warning));
        } catch (OutOfMemoryError e) {
            throw new LargeImagesException(e);
        }
    }

    private void print(ComponentFiles found) {
        List<Component> components = found.maps().components();
        terminal.out().printf(Locale.ROOT, "%s: %d components%n", Printable.of(found.maps().layer()), components.size());
        terminal.out().printf(Locale.ROOT, "%6s %6s %6s %10s %8s  %s%n", "rank", "shift", "head", "component", "share", "file");
        double rest = 0;
        for (int i = 0; i < components.size(); i++) {
            Component one = components.get(i);
            if (i < found.files().size()) {
                terminal.out().printf(Locale.ROOT, "%6d %6d %6d %10d %6.2f %%  %s%n", i + 1, one.shift(), one.head(), one.component(),
                        100 * one.share(), Printable.of(found.files().get(i).getFileName()));
            } else {
                rest += one.share();
            }
        }
        if (components.size() > found.files().size()) {
            terminal.out().printf(Locale.ROOT, "%d others, not written: %.2f %%%n", components.size() - found.files().size(), 100 * rest);
        }
        terminal.out().println("written: " + Printable.of(found.record()));
        terminal.out().flush();
    }
}
