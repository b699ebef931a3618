package dev.factorizer.examples.cli;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.backend.djl.script.TorchScriptFile;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.models.bundles.TrainedModel;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the network of a model bundle as a file for other programs. */
@Command(name = "export", header = "Writes a network with its weights as a file for PyTorch.",
        description = {"", "The file holds the whole network with its factorizations. Python's torch.jit.load opens it without any"
                + " code of this program. It takes one window of the size that the network was trained for; what stands around"
                + " the network in a bundle, such as spacing and windows, is not in it."},
        footer = {"  factorizer export --model lesions.bundle --output lesions.pt"})
final class ExportCommand implements Callable<Integer> {
    /** What can be written. */
    enum Format {
        /** For torch.jit.load. */
        torchscript
    }

    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true, description = "The model bundle.")
    private Path model;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write, such as network.pt.")
    private Path output;

    @Option(names = "--format", paramLabel = "NAME", description = "torchscript, the default: for PyTorch.")
    private Format format = Format.torchscript;

    @Inject
    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TrainedModel trained = TrainedModel.read(model);
        Graph graph = trained.recipe().program().graph();
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        AtomicFile.write(output, out -> {
            switch (format) {
                case torchscript -> TorchScriptFile.write(out, graph, trained.weights());
            }
        });
        int[] sizes = graph.placeholders(Placeholder.Role.INPUT).getFirst().type().shape().sizes();
        terminal.out().println("input: " + Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x")));
        terminal.out().printf(Locale.ROOT, "written: %s, %,d bytes%n", output, Files.size(output));
        return Program.DONE;
    }
}
