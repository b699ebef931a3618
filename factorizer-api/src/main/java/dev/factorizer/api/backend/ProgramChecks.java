package dev.factorizer.api.backend;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.DataType;
import java.util.Locale;

/**
 * The checks on a program before it is made ready: for authors of backends, so that each refuses the same programs with the same
 * sentence.
 */
public final class ProgramChecks {
    private ProgramChecks() { }

    /**
     * Checks a plan against a limit, before anything is allocated.
     *
     * @param plan the program's memory
     * @param limitBytes the most that it may take
     * @throws MemoryException if it needs more
     */
    public static void memory(MemoryPlan plan, long limitBytes) {
        if (plan.totalBytes() > limitBytes) {
            throw new MemoryException(String.format(Locale.ROOT, "memory: the program needs %,d bytes (%,d kept, %,d shared), the limit"
                    + " is %,d", plan.totalBytes(), plan.keptBytes(), plan.arenaBytes(), limitBytes), "use a smaller batch or input,"
                    + " recompute, or raise the limit", plan.totalBytes());
        }
    }

    /**
     * Checks that a graph was lowered for a backend.
     *
     * @param backend its name
     * @param graph the program
     * @param nativeOperations the composites that it runs itself
     * @throws BackendException if the graph holds another composite
     */
    public static void lowered(String backend, Graph graph, NativeOperations nativeOperations) {
        for (Node node : graph.nodes()) {
            if (node.operation() instanceof Composite composite && !nativeOperations.runs(composite, node.inputTypes())) {
                throw notLowered(backend, node);
            }
        }
    }

    /**
     * What to say of a composite that lowering would have replaced.
     *
     * @param backend the backend's name
     * @param node the composite's node
     * @return the exception, to be thrown
     */
    public static BackendException notLowered(String backend, Node node) {
        return new BackendException("backend \"" + backend + "\": " + node + " is not one of its native operations;"
                + " call prepare, which lowers a graph before it is compiled");
    }

    /**
     * Checks that a backend without double precision can run a program.
     *
     * @param backend its name
     * @param graph the program
     * @throws BackendException if a value is float64
     */
    public static void singlePrecision(String backend, Graph graph) {
        for (Node node : graph.nodes()) {
            if (node.types().stream().anyMatch(type -> type.dataType() == DataType.FLOAT64)) {
                throw new BackendException("backend \"" + backend + "\": " + node + " is float64, expected float32 or int32;"
                        + " cast the inputs to float32");
            }
        }
    }
}
