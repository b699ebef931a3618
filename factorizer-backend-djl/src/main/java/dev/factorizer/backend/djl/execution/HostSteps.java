package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Reshape;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.script.TorchScript;
import dev.factorizer.backend.jvm.execution.HostKernels;
import dev.factorizer.backend.jvm.execution.HostStep;
import dev.factorizer.backend.jvm.execution.JvmExecutable;
import dev.factorizer.backend.jvm.execution.Memory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Cuts a graph into steps on one planned memory, in the graph's order: a kernel each for nodes that have one, and what lies
 * between two kernels as one script.
 */
public final class HostSteps {
    private final DeviceContext context;
    private final MatmulPrecision products;
    private final Predicate<Node> kernels;
    private final Memory memory;
    private final List<HostStep> steps = new ArrayList<>();
    private final List<Node> pending = new ArrayList<>();
    private final Set<Part> joined = new HashSet<>();

    private HostSteps(MatmulPrecision products, DeviceContext context, Memory memory) {
        this.context = context;
        this.products = products;
        this.kernels = context.kernels().which(products);
        this.memory = memory;
    }

    /**
     * Makes a lowered graph ready to run on the CPU.
     *
     * @param graph primitives and native composites only
     * @param memoryLimitBytes the most memory it may plan
     * @param products what products are stored in
     * @param context the device
     * @return the executable
     * @throws BackendException if it needs more memory than allowed, or holds what this backend does not run
     */
    public static JvmExecutable compile(Graph graph, long memoryLimitBytes, MatmulPrecision products, DeviceContext context) {
        TorchEngine.enter();
        return JvmExecutable.compile(graph, HostRules.of(graph, context.kernels().which(products)), memoryLimitBytes,
                memory -> new HostSteps(products, context, memory).cut(graph));
    }

    private List<HostStep> cut(Graph graph) {
        try {
            graph.nodes().forEach(this::add);
            flush();
            return steps;
        } catch (RuntimeException e) {
            steps.forEach(HostStep::close);
            throw e;
        }
    }

    private void add(Node node) {
        boolean kernel = kernels.test(node);
        if (node.operation() instanceof Composite && !kernel) {
            throw ProgramChecks.notLowered("djl", node);
        }
        if (kernel) {
            flush();
            steps.add(HostKernels.bind(node, memory, context.workers()));
        } else if (!isThere(node)) {
            pending.add(node);
        }
    }

    /** Whether nothing is to be done for a node: what it gives is other memory's content already. */
    private boolean isThere(Node node) {
        return switch (node.operation()) {
            case Placeholder _, Constant _, Reshape _ -> true;
            case Slice _ -> Part.of(node).stream().anyMatch(this::isInPlace);
            case Concatenate _ -> {
                List<Part> there = Part.of(node).stream().filter(this::isInPlace).toList();
                joined.addAll(there);
                yield there.size() == node.inputs().size();
            }
            default -> false;
        };
    }

    private boolean isInPlace(Part part) {
        return memory.of(part.part()).address() == memory.of(part.whole()).address() + part.offset();
    }

    /** Makes a script of what has gathered. */
    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        Set<Value> given = new LinkedHashSet<>();
        pending.forEach(node -> given.addAll(node.inputs()));
        pending.forEach(node -> node.results().forEach(given::remove));
        TorchScript script = TorchScript.inPlace(List.copyOf(pending), List.copyOf(given), joined, products,
                context.device());
        steps.add(new HostScript(script, memory, context));
        pending.clear();
    }
}
