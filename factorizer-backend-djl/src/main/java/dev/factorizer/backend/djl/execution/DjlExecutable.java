package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CheckedExecutable;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.djl.engine.TorchEngine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A program on a device: one script, run by one call, and the tensors it keeps. Nothing is ever written over: an update
 * replaces the tensor that is kept.
 */
public final class DjlExecutable extends CheckedExecutable {
    private final ScriptStep step;
    private final PtNDManager memory;
    /** Parameters, buffers, state and literals. */
    private final Map<Value, PtNDArray> kept = new HashMap<>();

    private DjlExecutable(Graph graph, MemoryPlan plan, ScriptStep step, PtNDManager memory) {
        super(graph, plan);
        this.step = step;
        this.memory = memory;
    }

    /**
     * Makes a lowered graph ready to run on a device.
     *
     * @param graph primitives and native composites only
     * @param memoryLimitBytes the most memory it may plan
     * @param products what products are stored in
     * @param context the device
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, or holds what this backend does not run
     */
    public static DjlExecutable compile(Graph graph, long memoryLimitBytes, MatmulPrecision products,
            DeviceContext context) {
        // PyTorch's functions write nothing over their inputs; what they need beside them is not known.
        MemoryPlan plan = MemoryPlanner.plan(graph, MemoryRules.PLAIN);
        ProgramChecks.memory(plan, memoryLimitBytes);
        TorchEngine.enter();
        ScriptStep step = new ScriptStep(graph, products, context);
        PtNDManager memory = (PtNDManager) context.manager().newSubManager();
        DjlExecutable executable = new DjlExecutable(graph, plan, step, memory);
        try {
            executable.keep();
            return executable;
        } catch (RuntimeException e) {
            executable.close();
            throw e;
        }
    }

    private void keep() {
        placeholders().kept().values().forEach(value -> kept.put(value, HostCopies.zeros(value.type(), memory)));
        for (Node node : graph().nodes()) {
            if (node.operation() instanceof Constant constant) {
                kept.put(node.result(), HostCopies.toEngine(constant.literal().tensor(), memory));
            }
        }
    }

    @Override
    protected void store(String name, Tensor value) {
        replace(placeholders().kept().get(name), HostCopies.toEngine(value, memory));
    }

    private void replace(Value place, PtNDArray next) {
        kept.put(place, next).close();
    }

    @Override
    protected Tensor fetch(String name) {
        Value place = placeholders().kept().get(name);
        return HostCopies.toHost(kept.get(place), place.type());
    }

    @Override
    protected Map<String, Tensor> compute(Map<String, Tensor> inputs) {
        TorchEngine.enter();
        // What fails half-way leaves nothing behind: all tensors of a run go with their manager.
        try (PtNDManager run = (PtNDManager) memory.newSubManager()) {
            Map<Value, PtNDArray> live = new HashMap<>(kept);
            placeholders().inputs().forEach((name, value) -> live.put(value, HostCopies.toEngine(inputs.get(name), run)));
            step.run(live, run);
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            graph().outputs().forEach((name, value) -> outputs.put(name, HostCopies.toHost(live.get(value), value.type())));
            update(live);
            return outputs;
        }
    }

    /** All at once, so that states may swap: a tensor that takes two places gets a second handle. */
    private void update(Map<Value, PtNDArray> live) {
        Map<Value, PtNDArray> next = new LinkedHashMap<>();
        Set<PtNDArray> taken = new LinkedHashSet<>(kept.values());
        graph().updates().forEach((name, value) -> {
            PtNDArray found = live.get(value);
            PtNDArray own = taken.add(found) ? found : (PtNDArray) found.duplicate();
            own.attach(memory);
            next.put(placeholders().kept().get(name), own);
        });
        next.forEach(this::replace);
    }

    @Override
    protected void free() {
        step.close();
        memory.close();
    }
}
