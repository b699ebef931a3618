package dev.factorizer.bench.scripts;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.operations.Placeholder.Role;
import dev.factorizer.api.tensor.Tensor;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Another backend, each run of which is passed on with all it read and gave. Takes any precision of products, as the recorded
 * program is what will have it; the other backend computes in float32, which comes closest to the truth.
 */
final class RecordingBackend implements Backend {
    private final Backend backend;
    private final Consumer<RecordedRun> listener;

    RecordingBackend(Backend backend, Consumer<RecordedRun> listener) {
        this.backend = backend;
        this.listener = listener;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public Device device() {
        return backend.device();
    }

    @Override
    public int threads() {
        return backend.threads();
    }

    @Override
    public NativeOperations nativeOperations() {
        return backend.nativeOperations();
    }

    @Override
    public Set<MatmulPrecision> matmulPrecisions() {
        return EnumSet.allOf(MatmulPrecision.class);
    }

    @Override
    public Executable compile(Graph lowered, CompileOptions options) {
        throw new UnsupportedOperationException("recording: the graph is lowered already, expected a call of prepare");
    }

    @Override
    public Executable prepare(Graph graph, CompileOptions options) {
        return new Recorder(graph, options, backend.prepare(graph, options.withMatmulPrecision(MatmulPrecision.FLOAT32)));
    }

    /** The other backend stays open. */
    @Override
    public void close() { }

    private final class Recorder implements Executable {
        private final Graph source;
        private final CompileOptions options;
        private final Executable executable;

        Recorder(Graph source, CompileOptions options, Executable executable) {
            this.source = source;
            this.options = options;
            this.executable = executable;
        }

        @Override
        public Graph graph() {
            return executable.graph();
        }

        @Override
        public MemoryPlan memory() {
            return executable.memory();
        }

        @Override
        public void load(String name, Tensor value) {
            executable.load(name, value);
        }

        @Override
        public Tensor read(String name) {
            return executable.read(name);
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            Map<String, Tensor> given = new LinkedHashMap<>(inputs);
            executable.graph().placeholders(Role.PARAMETER, Role.BUFFER, Role.STATE).forEach(kept ->
                    given.put(kept.name(), executable.read(kept.name())));
            Map<String, Tensor> outputs = executable.run(inputs);
            Map<String, Tensor> results = new LinkedHashMap<>(outputs);
            source.updates().keySet().forEach(name -> results.put(name, executable.read(name)));
            listener.accept(new RecordedRun(source, options, given, results));
            return outputs;
        }

        @Override
        public void close() {
            executable.close();
        }
    }
}
