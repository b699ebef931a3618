package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenArea;
import dev.factorizer.golden.GoldenReport;
import dev.factorizer.golden.PackagedGolden;
import dev.factorizer.io.files.CompressionHazard;
import dev.factorizer.io.files.Printable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
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

/** Checks a backend against values of the published implementation. */
@Command(name = "verify", header = "Checks a backend on this machine against golden values.",
        description = {"", "Golden values are results of the published implementation in PyTorch. Each area is shown in one line with"
                + " the worst error; then come the cases that failed or are not supported, and the exit code is 1 if there"
                + " are any."},
        footer = {"  factorizer verify", "  factorizer verify --backend jvm --area factorization,layout"})
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Spec
    private CommandSpec command;

    @Option(names = "--golden", paramLabel = "DIR",
            description = "A folder of golden files, with a folder for each area. Default: the bundled ones.")
    private Path golden;

    @Option(names = "--area", paramLabel = "NAME", split = ",", completionCandidates = Areas.class,
            description = "Check these areas only, separated by commas. The bundled ones are"
                    + " ${COMPLETION-CANDIDATES}. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--output", paramLabel = "FILE", description = "Also write the outcome of each case to this file, in JSON.")
    private Path output;

    @Inject
    VerifyCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    /** What {@code --area} may name without {@code --golden}. */
    static final class Areas implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return PackagedGolden.areas().stream().map(GoldenArea::name).iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        List<GoldenArea> areas = named();
        JsonFile.check("--output", output, List.of());
        CompressionHazard.warning(Runtime.version()).ifPresent(results::warn);
        if (golden == null) {
            // Unpacked files are deleted when the user stops it, too.
            interruption.listen();
            try (PackagedGolden packaged = PackagedGolden.unpack()) {
                return check(packaged.root(), areas);
            }
        }
        if (!Files.isDirectory(golden)) {
            throw new NoSuchFileException(golden.toString());
        }
        return check(golden, areas);
    }

    /** The areas asked for; empty for all. */
    private List<GoldenArea> named() {
        try {
            return Golden.areas(names);
        } catch (IllegalArgumentException e) {
            List<String> known = Golden.areas().stream().map(GoldenArea::name).toList();
            String meant = names.stream().filter(name -> !known.contains(name)).map(name -> Suggestion.of(name, known))
                    .collect(Collectors.joining());
            throw new ParameterException(command.commandLine(), "--area: " + e.getMessage() + meant, e);
        }
    }

    private int check(Path root, List<GoldenArea> areas) throws IOException {
        List<GoldenReport> reports;
        try (Backend backend = backends.open()) {
            terminal.out().printf(Locale.ROOT, "%s: %s%n", backend.name(), backend.device().description());
            reports = Golden.run(root, areas.isEmpty() ? Golden.areasIn(root) : areas, backend, this::show);
            Map<String, Object> tree = tree(backend, reports);
            results.putAll(tree);
            if (output != null) {
                JsonFile.write(output, tree);
                results.written(output);
            }
        }
        boolean clean = reports.stream().allMatch(GoldenReport::clean);
        terminal.out().println(clean ? "all cases agree" : "not all cases agree");
        return clean ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
    }

    private void show(GoldenReport report) {
        report.toString().lines().forEach(line -> terminal.out().println(Printable.of(line)));
        interruption.check();
    }

    private static Map<String, Object> tree(Backend backend, List<GoldenReport> reports) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("backend", backend.name());
        tree.put("device", backend.device().description());
        tree.put("areas", reports.stream().map(GoldenReport::summary).toList());
        return tree;
    }
}
