package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;
import java.util.Locale;

/** On a device PyTorch's functions write nothing over their inputs; what they need beside them is not known. */
final class PlannedMemory implements MemoryRules {
    private PlannedMemory() { }

    /** The plan of a graph; more than the limit is an error. */
    static MemoryPlan of(Graph graph, long limitBytes) {
        MemoryPlan plan = MemoryPlanner.plan(graph, new PlannedMemory());
        if (plan.totalBytes() > limitBytes) {
            throw new BackendException(String.format(Locale.ROOT, "memory: the program needs %,d bytes (%,d kept, %,d"
                    + " shared), the limit is %,d; use a smaller batch or input, recompute, or raise the limit",
                    plan.totalBytes(), plan.keptBytes(), plan.arenaBytes(), limitBytes));
        }
        return plan;
    }

    @Override
    public long workspaceBytes(Node node) {
        return 0;
    }

    @Override
    public boolean overwrites(Node node, int input) {
        return false;
    }
}
