package dev.factorizer.bench.jmh;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Times the parts of a network at the sizes of the published ones. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NetworkPartBenchmark {
    /** What is timed. */
    @Param({"FACTORIZATION", "FACTORIZATION_GRADIENT", "MIXER", "MIXER_GRADIENT", "CHANNEL_MLP", "CHANNEL_MLP_GRADIENT",
        "CONVOLUTION"})
    public NetworkPart part;

    /** How it is run. */
    @Param({"NATIVE", "DECOMPOSED"})
    public Variant variant;

    /** How many threads compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Backend backend;
    private Executable executable;
    private Map<String, Tensor> inputs;

    /** Needs no settings. */
    public NetworkPartBenchmark() { }

    /** Makes the part ready. */
    @Setup
    public void prepare() {
        backend = Backends.best(new BackendOptions("", threads), reason -> { });
        Graph graph = part.graph(part.publishedSize());
        executable = variant.prepare(graph, backend);
        inputs = DrawnInputs.of(graph);
    }

    /**
     * One run, with its inputs and results copied to and from the program's memory.
     *
     * @return the results
     */
    @Benchmark
    public Map<String, Tensor> run() {
        return executable.run(inputs);
    }

    /** Frees its memory. */
    @TearDown
    public void close() {
        executable.close();
        backend.close();
    }
}
