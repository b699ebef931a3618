package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.predict.WritableFolder;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.ComparedRegions;
import dev.factorizer.models.explanation.Component;
import dev.factorizer.models.explanation.ComponentFiles;
import dev.factorizer.models.explanation.ComponentOrder;
import dev.factorizer.models.explanation.ComponentPlan;
import dev.factorizer.models.explanation.Explainer;
import dev.factorizer.models.explanation.RankedComponent;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.truth.CaseTruth;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.report.ReportSettings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the factorizations of a model see in a scan. */
@Command(name = "explain", header = "Shows what the factorizations of a model see in a scan.",
        description = {"", "For each layer, every component of its factorizations becomes a map on the scan's own grid:"
                + " NAME_LAYER_RANK_shiftS_headH_componentR.nii.gz, the first by share of the reconstruction, by the energy it explains,"
                + " or by its overlap with a region. NAME_LAYER_reconstruction.nii.gz is the sum of all maps,"
                + " NAME_LAYER_components.json says which file is which, and NAME_components.json has the ranking of all layers; NAME is"
                + " that of the first input. How much memory it takes is said before it begins."},
        footer = {"  factorizer explain head.nii.gz --model lesions.bundle --output maps",
            "  factorizer explain dwi.nii.gz adc.nii.gz --model isles.bundle --output maps \\",
            "      --truth seg.nii.gz --rank-by overlap --layer decoder.blocks.3 --top 5"})
final class ExplainCommand implements Callable<Integer> {
    /** The layers that are looked at if none is named. */
    private static final String DECODER = "decoder";

    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;
    private int top = ReportSettings.DEFAULT.components();
    private OptionalInt iterations = OptionalInt.empty();
    private ComponentOrder order = ComponentOrder.SHARE;

    @Spec
    private CommandSpec command;

    @Mixin
    private ModelOptions chosen;

    @Mixin
    private NamedScan scan;

    @Option(names = "--truth", paramLabel = "FILE", description = "What should be found in the scan, on its grid: maps are compared with"
            + " its regions. Default: with what the model finds.")
    private Path truth;

    @Mixin
    private TruthLabelsOption truthLabels;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where results go; made if missing.")
    private Path output;

    @Option(names = "--layer", paramLabel = "NAME", arity = "1..*",
            description = "Layers as state dicts name them, such as decoder.blocks.3, or parts of the network with several, such as"
                    + " encoder. Default: the decoder, or all if there is none of that name.")
    private List<String> names = List.of();

    @Inject
    ExplainCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Option(names = "--top", paramLabel = "N", description = "How many component maps of each layer are written, by their ranks."
            + " Default: 4.")
    void top(int number) {
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--top " + number + ": expected 1 or more");
        }
        top = number;
    }

    @Option(names = "--rank-by", paramLabel = "NAME", description = "By what components are ranked: share, of the sum of all maps; energy,"
            + " of the square of the reconstruction; overlap, the Dice with the region that fits best. Default: share.")
    void order(String name) {
        List<String> known = Arrays.stream(ComponentOrder.values()).map(ComponentOrder::label).toList();
        if (!known.contains(name)) {
            throw new ParameterException(command.commandLine(), "--rank-by " + name + ": expected one of " + String.join(", ", known)
                    + Suggestion.of(name, known));
        }
        order = ComponentOrder.of(name);
    }

    @Option(names = "--iterations", paramLabel = "N", description = "Iterations of each factorization. Default: as trained.")
    void iterations(int number) {
        iterations = OptionalInt.of(Iterations.require(number, command));
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = chosen.programs();
        if (scan.files().isEmpty()) {
            throw new ParameterException(command.commandLine(), "found no scan, expected one by position or behind --input");
        }
        InputFiles files = new InputFiles().with("--model", chosen.bundle());
        scan.files().forEach(input -> files.with("--input", input));
        if (truth != null) {
            files.with("--truth", truth);
        }
        files.require();
        TrainedModel trained = chosen.read();
        TrainedModel model = iterations.isPresent() ? Iterations.of(trained, iterations.getAsInt(), command) : trained;
        interruption.listen();
        try (Backend backend = backends.open()) {
            Explainer explainer = Explainer.of(model, backend, options);
            List<String> layers = layers(explainer);
            WritableFolder folder = WritableFolder.open(output);
            boolean written = false;
            try {
                List<Path> read = Stream.concat(chosen.files().stream(), Stream.ofNullable(truth)).toList();
                ComponentFiles.Source source = new ComponentFiles.Source(explainer, model.provenance(), scan.scan(), read,
                        folder.path(), top, order);
                source.requireWritable(layers);
                write(source, layers, model, backend, options);
                written = true;
            } catch (OutOfMemoryError e) {
                throw new LargeImagesException(e);
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

    private ComparedRegions truth(Volume scan, ScanFiles files, TrainedModel model) throws IOException {
        LabeledCase labeled = new LabeledCase(files.files().getFirst().toString(), files, truth);
        return required(ComparedRegions.ofTruth(new CaseTruth(model.recipe().labels(), truthLabels.meaning()).masks(labeled, scan)));
    }

    private ComparedRegions prediction(Volume scan, TrainedModel model, Backend backend, CompileOptions options) {
        try (Segmenter segmenter = Segmenter.of(model, backend, options);
                TaskProgress windows = new TaskProgress(terminal, interruption, "Segmenting", "window")) {
            return required(ComparedRegions.ofPrediction(segmenter.segment(scan, windows)));
        }
    }

    private ComparedRegions required(ComparedRegions found) {
        if (order == ComponentOrder.OVERLAP && !found.hasAny()) {
            throw new IllegalArgumentException("--rank-by overlap: the " + found.from() + " has no voxel of a region, expected one; rank by"
                    + " share or energy");
        }
        return found;
    }

    private void write(ComponentFiles.Source source, List<String> layers, TrainedModel model, Backend backend, CompileOptions options)
            throws IOException {
        Volume scan = Volumes.read(source.inputs());
        List<ComponentPlan> plans = source.explainer().plan(scan, layers);
        Optional<ComparedRegions> known = truth == null ? Optional.empty() : Optional.of(truth(scan, source.inputs(), model));
        plans.forEach(plan -> terminal.err().println("plan: " + Printable.of(plan.describe())));
        terminal.err().flush();
        ComparedRegions compared = known.orElseGet(() -> prediction(scan, model, backend, options));
        List<ComponentFiles> written = new ArrayList<>();
        for (String layer : layers) {
            try (TaskProgress windows = new TaskProgress(terminal, interruption, layer, "window")) {
                written.add(ComponentFiles.write(source, scan, compared, layer, windows));
            }
            print(written.getLast());
        }
        Path summary = ComponentFiles.writeSummary(source, scan, compared, written);
        terminal.out().println("written: " + Printable.of(summary));
        results.putAll(compared.tree()).written(summary);
        terminal.out().flush();
        scan.warnings().forEach(results::warn);
    }

    private void print(ComponentFiles found) {
        List<RankedComponent> components = found.ranking().components();
        terminal.out().printf(Locale.ROOT, "%s: %d components by %s%n", Printable.of(found.layer()), components.size(), order.label());
        terminal.out().printf(Locale.ROOT, "%6s %6s %6s %10s %8s %8s  %-24s  %s%n", "rank", "shift", "head", "component", "share", "energy",
                "overlap", "file");
        double rest = 0;
        for (int i = 0; i < components.size(); i++) {
            Component one = components.get(i).component();
            if (i < found.files().size()) {
                terminal.out().printf(Locale.ROOT, "%6d %6d %6d %10d %6.2f %% %6.2f %%  %-24s  %s%n", i + 1, one.shift(), one.head(),
                        one.component(), 100 * one.share(), 100 * one.energy(), overlap(components.get(i)),
                        Printable.of(found.files().get(i).getFileName()));
            } else {
                rest += one.share();
            }
        }
        if (components.size() > found.files().size()) {
            terminal.out().printf(Locale.ROOT, "%d others, not written: %.2f %%%n", components.size() - found.files().size(), 100 * rest);
        }
        terminal.out().println("written: " + Printable.of(found.record()));
        terminal.out().flush();
        results.add("layers", found.tree()).written(found.record());
    }

    /** The region that fits best, and how well. */
    private static String overlap(RankedComponent one) {
        return one.regions().entrySet().stream().max(Comparator.comparingDouble(region -> region.getValue().dice()))
                .map(region -> String.format(Locale.ROOT, "%.3f %s", region.getValue().dice(), Printable.of(region.getKey()))).orElse("-");
    }
}
