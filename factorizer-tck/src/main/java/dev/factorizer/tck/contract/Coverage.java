package dev.factorizer.tck.contract;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which operations the cases reach.
 *
 * @param applied the kinds of operations that cases apply themselves
 * @param reached the kinds of primitives their programs consist of
 */
record Coverage(Set<String> applied, Set<String> reached) {
    static Coverage of(List<OperationCase> cases, long seed) {
        Set<String> applied = new TreeSet<>();
        Set<String> reached = new TreeSet<>();
        for (OperationCase one : cases) {
            applied.add(kind(one.draw(new Draw(seed, 1)).operation()));
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

    /** Primitives that no case applies or contains. */
    List<String> missingPrimitives() {
        return Stream.of(Primitive.class.getPermittedSubclasses()).map(Class::getSimpleName)
                .filter(name -> !applied.contains(name) && !reached.contains(name)).sorted().toList();
    }

    int operations() {
        return applied.size();
    }
}
