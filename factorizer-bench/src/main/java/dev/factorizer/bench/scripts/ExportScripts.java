package dev.factorizer.bench.scripts;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.examples.measure.BenchmarkCase;
import dev.factorizer.examples.measure.PreparedCase;
import dev.factorizer.golden.Golden;
import dev.factorizer.golden.GoldenArea;
import dev.factorizer.golden.GoldenProgram;
import dev.factorizer.golden.PackagedGolden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes golden cases and named works as scripts for PyTorch. */
@Command(name = "export-scripts", mixinStandardHelpOptions = true, description = "Writes golden cases and works of \"factorizer bench\""
        + " as TorchScripts, with what they are given and what they must give.")
public final class ExportScripts implements Callable<Integer> {
    @Option(names = "--golden", paramLabel = "DIR", description = "A folder of golden files. Default: the project's own.")
    private Path golden;

    @Option(names = "--area", paramLabel = "NAME", split = ",", description = "Areas of it. Default: all that are there.")
    private List<String> areas = List.of();

    @Option(names = "--work", paramLabel = "NAME", split = ",", description = "Works to write as well.")
    private List<String> works = List.of();

    @Option(names = "--matmul-precision", paramLabel = "TYPE", split = ",", description = "What products of works are stored in:"
            + " ${COMPLETION-CANDIDATES}. Default: FLOAT32.")
    private List<MatmulPrecision> precisions = List.of(MatmulPrecision.FLOAT32);

    @Option(names = "--device", paramLabel = "NAME", defaultValue = "cpu",
            description = "Where the scripts make tensors, such as cuda:0. Default: ${DEFAULT-VALUE}.")
    private String device;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "The folder to write.")
    private Path output;

    /** Options are filled in afterwards. */
    public ExportScripts() { }

    @Override
    public Integer call() throws IOException {
        // Names that are unknown are known before the work.
        List<BenchmarkCase> named = works.stream().map(BenchmarkCase::named).toList();
        List<GoldenArea> chosen = Golden.areas(areas);
        ScriptFolder folder = new ScriptFolder(output, device);
        if (golden == null) {
            try (PackagedGolden packaged = PackagedGolden.unpack()) {
                addGolden(folder, packaged.root(), chosen);
            }
        } else {
            addGolden(folder, golden, chosen);
        }
        for (BenchmarkCase work : named) {
            addWork(folder, work);
        }
        folder.finish();
        return 0;
    }

    private static void addGolden(ScriptFolder folder, Path root, List<GoldenArea> chosen) throws IOException {
        for (GoldenArea area : chosen.isEmpty() ? Golden.areasIn(root) : chosen) {
            for (GoldenProgram program : area.programs(root.resolve(area.name()))) {
                folder.add(ScriptCase.of(area.name(), program));
            }
        }
    }

    /** One run of the work on the JVM gives the expected results; the second step of a training would be another program. */
    private void addWork(ScriptFolder folder, BenchmarkCase work) throws IOException {
        for (MatmulPrecision precision : precisions) {
            List<RecordedRun> runs = new ArrayList<>();
            try (Backend jvm = Backends.named("jvm", new BackendOptions("", 0));
                    PreparedCase prepared = work.prepare(new RecordingBackend(jvm, runs::add),
                            CompileOptions.DEFAULT.withMatmulPrecision(precision))) {
                prepared.run();
            }
            folder.add(ScriptCase.of(work.name(), runs.getFirst()));
        }
    }
}
