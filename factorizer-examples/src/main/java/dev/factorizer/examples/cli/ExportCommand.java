package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.script.TensorFile;
import dev.factorizer.backend.djl.script.TorchScriptFile;
import dev.factorizer.examples.predict.NetworkSample;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.bundles.TrainedModel;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the network of a model bundle as a file for other programs. */
@Command(name = "export", header = "Writes a network with its weights as a file for PyTorch.",
        description = {"", "The file holds the whole network with its factorizations. Python's torch.jit.load opens it without any"
                + " code of this program. It takes one window of the size that the network was trained for; the"
                + " bundle's preprocessing, such as spacing and normalization, is not included."},
        footer = {"  factorizer export --model lesions.bundle --output lesions.pt",
            "  factorizer export --model lesions.bundle --output lesions.pt --sample sample.pt"})
final class ExportCommand implements Callable<Integer> {
    /** What can be written. */
    enum Format {
        /** For torch.jit.load. */
        torchscript
    }

    private final Terminal terminal;
    private final BackendSource backends;
    private final Results results;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", paramLabel = "BUNDLE", required = true, description = "The model bundle.")
    private Path model;

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "The file to write, such as network.pt.")
    private Path output;

    @Option(names = "--format", paramLabel = "NAME", description = "torchscript, the default: for PyTorch.")
    private Format format = Format.torchscript;

    @Option(names = "--sample", paramLabel = "FILE", description = "Also run the network on seeded random numbers, and write"
            + " them as x and the result as y for torch.load, for comparison.")
    private Path sample;

    @Inject
    ExportCommand(Terminal terminal, BackendSource backends, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        if (output.equals(sample)) {
            throw new ParameterException(command.commandLine(), "--sample " + sample + ": is also --output, expected two files");
        }
        TrainedModel trained = TrainedModel.read(model);
        List<Path> written = sample == null ? List.of(output) : List.of(sample, output);
        makeFolders(written);
        AtomicFile.requireWritable(written, ModelBundle.files(model));
        Graph graph = trained.recipe().program().graph();
        Map<Path, AtomicFile.Content> files = new LinkedHashMap<>();
        if (sample != null) {
            try (Backend backend = backends.open()) {
                Map<String, Tensor> tensors = NetworkSample.of(trained, backend);
                files.put(sample, out -> TensorFile.write(out, tensors));
            }
        }
        files.put(output, out -> {
            switch (format) {
                case torchscript -> TorchScriptFile.write(out, graph, trained.weights());
            }
        });
        AtomicFile.writeAll(List.copyOf(files.keySet()), List.copyOf(files.values()));
        int[] sizes = graph.placeholders(Placeholder.Role.INPUT).getFirst().type().shape().sizes();
        terminal.out().println("input: " + Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x")));
        results.put("format", format).put("inputShape", Arrays.stream(sizes).boxed().toList());
        for (Path file : written.reversed()) {
            terminal.out().printf(Locale.ROOT, "written: %s, %,d bytes%n", Printable.of(file), Files.size(file));
            results.written(file);
        }
        return CommandLineProgram.DONE;
    }

    private static void makeFolders(List<Path> files) throws IOException {
        for (Path file : files) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        }
    }
}
