package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.tck.golden.Golden;
import dev.factorizer.tck.golden.GoldenArea;
import dev.factorizer.tck.golden.GoldenReport;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks a backend against values of the published implementation. */
@Command(name = "verify", header = "Checks a backend on this machine against golden values.",
        description = {"", "Golden values are what the published implementation in PyTorch computed. Each area is shown in one"
                + " line with the worst error; then come the cases that failed or ask for something that is not there, and the"
                + " exit code is 1 if there are any."},
        footer = {"  factorizer verify", "  factorizer verify --backend jvm --area factorization,layout --json verify.json"})
final class VerifyCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;

    @Option(names = "--golden", paramLabel = "DIR", required = true,
            description = "A folder of golden files, with a folder for each area.")
    private Path golden;

    @Option(names = "--area", paramLabel = "NAME", split = ",", description = "Check these areas only. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Also write what became of each case to this file.")
    private Path json;

    @Inject
    VerifyCommand(Terminal terminal, BackendSource backends) {
        this.terminal = terminal;
        this.backends = backends;
    }

    @Override
    public Integer call() throws IOException {
        JsonFile.check(json);
        List<GoldenReport> reports = new ArrayList<>();
        try (Backend backend = backends.open()) {
            for (GoldenArea area : Golden.areas()) {
                if ((names.isEmpty() || names.contains(area.name())) && Files.isDirectory(golden.resolve(area.name()))) {
                    GoldenReport report = area.run(golden.resolve(area.name()), backend);
                    terminal.out().println(report);
                    reports.add(report);
                }
            }
        }
        return reports.stream().allMatch(report -> report.failed().isEmpty() && report.unsupported().isEmpty())
                ? Program.DONE : Program.FAILED;
    }
}
