package dev.factorizer.bench.jmh;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.networks.Factorizer;
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

/** Times the network published for ISLES 2022 on one image 1×2×64×64×64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class NetworkBenchmark {
    /** How many threads compute; 0 for one per processor. */
    @Param("0")
    public int threads;

    private Backend backend;
    private Model model;
    private Tensor image;

    /** Needs no settings. */
    public NetworkBenchmark() { }

    /** Puts the network on the backend. */
    @Setup
    public void prepare() {
        backend = Backends.best(new BackendOptions("", threads), reason -> { });
        Shape shape = Shape.of(1, 2, 64, 64, 64);
        Program program = Program.trace(new Factorizer(Factorizer.Settings.isles22()), shape);
        model = program.on(backend);
        image = DrawnInputs.of(program.graph()).get(Program.INPUT);
    }

    /**
     * One forward pass.
     *
     * @return the logits
     */
    @Benchmark
    public Tensor inference() {
        return model.run(image);
    }

    /** Frees its memory. */
    @TearDown
    public void close() {
        model.close();
        backend.close();
    }
}
