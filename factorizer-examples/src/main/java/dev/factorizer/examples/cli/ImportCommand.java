package dev.factorizer.examples.cli;

import dev.factorizer.examples.predict.RecipeChoice;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.CheckpointImport;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.PublishedRecipes;
import dev.factorizer.models.bundles.TrainedModel;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a model bundle of weights that were trained with the published implementation. */
@Command(name = "import", header = "Makes a model bundle from weights trained in PyTorch.",
        description = {"", "Reads a checkpoint of the published implementation without executing anything in it. Every weight"
                + " must fit the network; otherwise everything missing, unexpected or misshapen is listed, and nothing is"
                + " written. Anything beside the weights is ignored, unless PyTorch would execute it when loading the file:"
                + " such a file is refused."},
        footer = {"  factorizer import --checkpoint model.pt --settings isles22 --output isles.bundle",
            "  factorizer import --checkpoint model.pt --settings network.json --spacing 1 --output my.bundle"})
final class ImportCommand implements Callable<Integer> {
    /** The names that the help lists. */
    private static final class PublishedNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PublishedRecipes.names().iterator();
        }
    }

    private final Terminal terminal;
    private final Results results;

    @Option(names = "--checkpoint", paramLabel = "FILE", required = true,
            description = "A PyTorch checkpoint (.pt, .pth, .ckpt) or weights as safetensors. The format is recognized by content.")
    private Path checkpoint;

    @Option(names = "--settings", paramLabel = "NAME|FILE", required = true,
            completionCandidates = PublishedNames.class,
            description = "What the weights are for: ${COMPLETION-CANDIDATES} as published; a model bundle, whose weights are"
                    + " replaced; or a JSON file of network settings as they stand in a bundle: under \"settings\" beside a \"kind\","
                    + " or alone for the kind \"factorizer\".")
    private String settings;

    @Option(names = "--output", paramLabel = "BUNDLE", required = true,
            description = "The bundle to write: a zip file if its name ends in .zip, else a folder.")
    private Path output;

    @Option(names = "--key", paramLabel = "NAME", defaultValue = "",
            description = "The key of the checkpoint under which the weights are; a.b for key b of the dict under a. Default:"
                    + " the usual keys are tried.")
    private String key;

    @Option(names = "--prefix", paramLabel = "NAME", defaultValue = "",
            description = "A prefix to remove from the names of the weights, such as net in a checkpoint of Lightning; names"
                    + " without it are ignored. Default: the prefix under which the whole network is found.")
    private String prefix;

    @Option(names = "--spacing", paramLabel = "MM",
            description = "With a JSON file: scans are resampled to this distance between voxels. Default: no resampling.")
    private Double spacing;

    @Option(names = "--channels", paramLabel = "NAME", split = ",", description = "With a JSON file: names of the inputs.")
    private List<String> channels = List.of();

    @Option(names = "--regions", paramLabel = "NAME", split = ",",
            description = "With a JSON file: names of what is found; labels are 1, 2 and so on, the first wins.")
    private List<String> regions = List.of();

    @Option(names = "--exclusive", description = "With a JSON file: what is found are classes that exclude each other, as softmax gives"
            + " them; the network's first output channel is the background, and --regions names the others. Default: regions that may"
            + " overlap, each with a sigmoid of its own.")
    private boolean exclusive;

    @Inject
    ImportCommand(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        InputFiles files = new InputFiles().with("--checkpoint", checkpoint);
        if (!PublishedRecipes.names().contains(settings)) {
            files.with("--settings", Path.of(settings));
        }
        files.require();
        ModelRecipe recipe = new RecipeChoice(settings, spacing, channels, regions, exclusive).read();
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null && Files.isDirectory(folder)) {
            ModelBundle.requireWritable(output, List.of(checkpoint));
        }
        TrainedModel model = CheckpointImport.read(checkpoint, key, prefix, recipe);
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        model.write(output);
        long values = model.weights().values().stream().mapToLong(tensor -> tensor.shape().elements()).sum();
        terminal.out().printf(Locale.ROOT, "%,d values in %d tensors%n", values, model.weights().size());
        if (model.provenance().get("checkpointPrefix") instanceof String taken) {
            terminal.out().println("names without: " + Printable.of(taken));
            results.put("prefix", taken);
        }
        terminal.out().println("written: " + Printable.of(output));
        results.put("values", values).put("tensors", model.weights().size()).written(output);
        return CommandLineProgram.DONE;
    }
}
