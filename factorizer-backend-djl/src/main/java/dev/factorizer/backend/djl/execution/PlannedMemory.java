package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;

/** On a device PyTorch's functions write nothing over their inputs; what they need beside them is not known. */
final class PlannedMemory implements MemoryRules {
    private PlannedMemory() { }

    /** The plan of a graph; more than the limit is an error. */
    static MemoryPlan of(Graph graph, long limitBytes) {
        MemoryPlan plan = MemoryPlanner.plan(graph, new PlannedMemory());
        ProgramChecks.memory(plan, limitBytes);
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
