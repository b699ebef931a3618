package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.jvm.execution.HostKernels;
import dev.factorizer.backend.jvm.threads.Workers;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One node, computed by the kernel of the backend {@code jvm} on the memory of PyTorch's tensors, without a copy. */
final class KernelStep implements Step {
    private final Node node;
    private final Workers workers;
    private final long workspaceBytes;

    KernelStep(Node node, Workers workers) {
        this.node = node;
        this.workers = workers;
        this.workspaceBytes = HostKernels.workspaceBytes(node);
    }

    @Override
    public List<Value> inputs() {
        return node.inputs();
    }

    @Override
    public List<Value> outputs() {
        return node.results();
    }

    @Override
    public List<PtNDArray> run(List<PtNDArray> inputs, PtNDManager manager) {
        Map<Value, MemorySegment> places = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Value input = node.input(i);
            places.put(input, HostCopies.memory(inputs.get(i), input.type().bytes()));
        }
        List<PtNDArray> results = new ArrayList<>();
        for (Value result : node.results()) {
            PtNDArray array = HostCopies.empty(result.type(), manager);
            results.add(array);
            places.put(result, HostCopies.memory(array, result.type().bytes()));
        }
        if (workspaceBytes == 0) {
            run(places, null);
            return results;
        }
        Type type = Type.float32(Math.toIntExact((workspaceBytes + Float.BYTES - 1) / Float.BYTES));
        try (PtNDArray workspace = HostCopies.empty(type, manager)) {
            run(places, HostCopies.memory(workspace, type.bytes()));
        }
        return results;
    }

    private void run(Map<Value, MemorySegment> places, MemorySegment workspace) {
        try {
            HostKernels.run(node, places, workspace, workers);
        } catch (ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new BackendException(node.operation().name() + " failed" + (node.path().isEmpty() ? "" : " (at " + node.path()
                    + ")") + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() { }
}
