package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.measure.BenchmarkCase;
import dev.factorizer.examples.measure.Measurement;
import dev.factorizer.examples.measure.PreparedCase;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
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

/** Times named works. */
@Command(name = "bench", header = "Times named works on this machine.",
        description = {"", "Each work runs a few times to warm up, then as often as requested. The output shows the fastest and the"
                + " median repetition, the memory planned for the process before the first run, and its peak resident memory."
                + " The peak includes earlier works of the same call: where that matters, time one work per call."},
        footer = {"  factorizer bench --work isles-inference",
            "  factorizer bench --work factorization --threads 1 --output bench.json"})
final class BenchCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1e6;
    /** What is timed unless something else is asked for: a few minutes, and memory that most machines have. */
    private static final List<String> USUAL = List.of("factorization", "factorization-gradient", "isles-inference", "isles-training",
            "brats-inference");

    private final Terminal terminal;
    private final BackendSource backends;
    private final Results results;
    private int repetitions = 5;

    @Spec
    private CommandSpec command;

    @Option(names = "--work", paramLabel = "NAME", completionCandidates = Names.class,
            description = "What to time: ${COMPLETION-CANDIDATES}. Can be given several times. Default:"
                    + " factorization, factorization-gradient, isles-inference, isles-training and brats-inference.")
    private List<String> names = List.of();

    @Option(names = "--output", paramLabel = "FILE", description = "Also write the results to this file, a list of objects in JSON.")
    private Path output;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    BenchCommand(Terminal terminal, BackendSource backends, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.results = results;
    }

    /** What {@code --work} may name. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return BenchmarkCase.all().stream().map(BenchmarkCase::name).iterator();
        }
    }

    @Option(names = "--repetitions", paramLabel = "N", description = "How often each is timed. Default: 5.")
    void repetitions(int number) {
        if (number < 1) {
            throw new ParameterException(command.commandLine(), "--repetitions " + number + ": expected 1 or more");
        }
        repetitions = number;
    }

    @Override
    public Integer call() throws IOException {
        List<BenchmarkCase> works = works();
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        JsonFile.check("--output", output, List.of());
        List<Measurement> measurements = new ArrayList<>();
        try (Backend backend = backends.open()) {
            terminal.out().printf(Locale.ROOT, "%s: %s, products in %s%n", backend.name(), backend.device().description(),
                    products.precision());
            for (BenchmarkCase work : works) {
                Measurement measurement = measure(work, backend, options);
                measurements.add(measurement);
                results.add("measurements", tree(measurement));
            }
        }
        if (output != null) {
            JsonFile.write(output, measurements.stream().map(BenchCommand::tree).toList());
            results.written(output);
        }
        return CommandLineProgram.DONE;
    }

    private List<BenchmarkCase> works() {
        List<String> known = BenchmarkCase.all().stream().map(BenchmarkCase::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(command.commandLine(), "--work " + name + ": there is no such work, expected"
                        + " one of " + String.join(", ", known) + Suggestion.of(name, known));
            }
        }
        List<String> wanted = names.isEmpty() ? USUAL : names;
        return BenchmarkCase.all().stream().filter(work -> wanted.contains(work.name())).toList();
    }

    private Measurement measure(BenchmarkCase work, Backend backend, CompileOptions options) {
        Measurement.forgetPeak();
        try (PreparedCase prepared = work.prepare(backend, options)) {
            terminal.out().printf(Locale.ROOT, "%-24s %s, %,.0f MB planned%n", work.name(), work.description(),
                    prepared.memory().residentBytes() / MEGABYTE);
            Measurement measurement = Measurement.of(work, prepared, backend, products.precision(), backends.threads(),
                    repetitions);
            terminal.out().println(measurement);
            return measurement;
        }
    }

    private static Map<String, Object> tree(Measurement measurement) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("work", measurement.work());
        tree.put("engine", measurement.engine());
        tree.put("matmulPrecision", measurement.products().toString());
        tree.put("threads", measurement.threads());
        tree.put("minimumSeconds", measurement.minimumSeconds());
        tree.put("medianSeconds", measurement.medianSeconds());
        tree.put("plannedBytes", measurement.plannedBytes());
        tree.put("peakResidentBytes", measurement.peakResidentBytes().isPresent()
                ? measurement.peakResidentBytes().getAsLong() : null);
        tree.put("resultDigest", measurement.resultDigest());
        return tree;
    }
}
