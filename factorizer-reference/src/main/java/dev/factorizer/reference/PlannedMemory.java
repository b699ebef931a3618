package dev.factorizer.reference;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.memory.MemoryPlanner;
import dev.factorizer.api.memory.MemoryRules;

/** The memory plan of a backend without workspaces that writes nothing in place. */
final class PlannedMemory {
    private static final MemoryRules PLAIN = new MemoryRules() {
        @Override
        public long workspaceBytes(Node node) {
            return 0;
        }

        @Override
        public boolean overwrites(Node node, int input) {
            return false;
        }
    };

    private PlannedMemory() { }

    static MemoryPlan of(String backend, Graph graph, long limit) {
        MemoryPlan plan = MemoryPlanner.plan(graph, PLAIN);
        if (plan.totalBytes() > limit) {
            throw new BackendException("backend \"" + backend + "\": the program needs " + plan.totalBytes()
                    + " bytes of memory, allowed are " + limit + "; use a smaller batch or raise the limit");
        }
        return plan;
    }
}
