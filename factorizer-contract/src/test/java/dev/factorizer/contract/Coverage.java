package dev.factorizer.contract;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which operations the cases reach.
 *
 * @param applied the kinds of operations that cases apply themselves
 * @param reached the kinds of operations their programs consist of, before and after lowering
 */
record Coverage(Set<String> applied, Set<String> reached) {
    /** Inputs and parameters, and the derivative of a composite that isn't lowered yet. */
    private static final Set<String> IN_PROGRAMS = Set.of("Placeholder", "VectorJacobianProduct");

    static Coverage of(List<OperationCase> cases, long seed) {
        Set<String> applied = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        for (OperationCase one : cases) {
            applied.add(kind(one.draw(new RandomInputs(seed, 1)).operation()));
            CaseProgram program = CaseProgram.of(one, seed, 1);
            Stream.concat(program.graph().nodes().stream(),
                    Lowering.lower(program.graph(), NativeOperations.NONE).nodes().stream())
                    .map(Node::operation).map(Coverage::kind).forEach(reached::add);
        }
        return new Coverage(applied, reached);
    }

    static String kind(Operation operation) {
        return operation.getClass().getSimpleName();
    }

    /** Those of some operations that have no case; what only programs contain can have none, but must be reached. */
    List<String> missing(Collection<String> operations) {
        return operations.stream().filter(name -> !(IN_PROGRAMS.contains(name) ? reached : applied).contains(name)).toList();
    }
}
