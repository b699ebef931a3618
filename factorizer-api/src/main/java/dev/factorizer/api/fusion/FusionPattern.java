package dev.factorizer.api.fusion;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Decomposition;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Unary;
import dev.factorizer.api.operations.Zip;
import dev.factorizer.api.tensor.ShapeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One rewrite: operations wired like a composite's decomposition become that composite. The decomposition is the pattern. A
 * match is found by its operations' classes and wiring; settings are then read from these operations, and the composite with
 * these settings must decompose into exactly what is in the graph. So a rewrite can miss a match, but never change what is
 * computed.
 *
 * <p>Nothing is rewritten if anything else uses a value in between.
 */
public final class FusionPattern {
    private final List<Decomposition> examples;
    private final Class<? extends Operation> place;
    private final Function<MatchedOperations, Composite> settings;

    private FusionPattern(List<Decomposition> examples, Class<? extends Operation> place,
            Function<MatchedOperations, Composite> settings) {
        this.examples = examples;
        this.place = place;
        this.settings = settings;
    }

    /**
     * A rewrite.
     *
     * @param place the operation whose path the composite gets; a match holds exactly one
     * @param settings the composite from the operations found
     * @param examples the composite with any settings and inputs of any size, one for each way it is wired
     * @return the rewrite
     * @throws IllegalArgumentException if an example is of another composite, has several results, or does not need an input
     */
    public static FusionPattern of(Class<? extends Operation> place, Function<MatchedOperations, Composite> settings,
            Decomposition... examples) {
        for (Decomposition example : examples) {
            require(example, examples[0].operation(), place);
        }
        return new FusionPattern(List.of(examples), place, settings);
    }

    private static void require(Decomposition example, Composite first, Class<? extends Operation> place) {
        String name = "fusion pattern: " + example.operation().name();
        if (!example.operation().getClass().equals(first.getClass())) {
            throw new IllegalArgumentException(name + " is an example beside " + first.name() + ", expected the same composite");
        }
        if (example.results().size() != 1) {
            throw new IllegalArgumentException(name + " has " + example.results().size() + " results, expected one");
        }
        long needed = example.graph().placeholders().size();
        if (needed != example.inputs().size()) {
            throw new IllegalArgumentException(name + " needs " + needed + " of its " + example.inputs().size()
                    + " inputs, expected all");
        }
        long places = example.graph().nodes().stream().filter(node -> place.isInstance(node.operation())).count();
        if (places != 1) {
            throw new IllegalArgumentException(name + " holds " + places + " times " + place.getSimpleName()
                    + ", expected one to say where it is");
        }
    }

    /** {@return the composite's name, by which the rewrite is turned off} */
    public String name() {
        return examples.getFirst().operation().name();
    }

    /** The match whose result a node gives, if there is one. */
    Optional<FusionMatch> find(Node node, Map<Value, Long> uses) {
        for (Decomposition example : examples) {
            // Tested first, as it rules out nearly all nodes.
            if (!sameKind(example.results().getFirst().node().operation(), node.operation())) {
                continue;
            }
            Optional<FusionMatch> match = new Wiring(example, FusionPattern::sameKind).over(node.result(),
                    bound -> match(node, example, bound, uses));
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    /** Settings are compared later; these operations are told apart by nothing else. */
    private static boolean sameKind(Operation sought, Operation found) {
        return sought instanceof Zip || sought instanceof Unary ? sought.equals(found)
                : sought.getClass().equals(found.getClass());
    }

    private Optional<FusionMatch> match(Node root, Decomposition example, Map<Value, Value> bound, Map<Value, Long> uses) {
        List<Value> operands = example.inputs().stream().map(bound::get).toList();
        Set<Node> nodes = new HashSet<>();
        example.graph().nodes().stream().filter(node -> !(node.operation() instanceof Placeholder))
                .forEach(node -> nodes.add(Objects.requireNonNull(bound.get(node.results().getFirst())).node()));
        if (operands.stream().anyMatch(operand -> nodes.contains(operand.node())) || isNeededElsewhere(root, nodes, uses)) {
            return Optional.empty();
        }
        MatchedOperations found = new MatchedOperations(nodes);
        Composite operation = settings.apply(found);
        return decomposesInto(operation, operands, root)
                ? Optional.of(new FusionMatch(operation, operands, nodes, found.node(place).path())) : Optional.empty();
    }

    private static boolean isNeededElsewhere(Node root, Set<Node> nodes, Map<Value, Long> uses) {
        Map<Value, Long> within = new HashMap<>();
        nodes.forEach(node -> node.inputs().forEach(input -> within.merge(input, 1L, Long::sum)));
        return nodes.stream().filter(node -> node != root).flatMap(node -> node.results().stream())
                .anyMatch(value -> !uses.getOrDefault(value, 0L).equals(within.getOrDefault(value, 0L)));
    }

    /** Whether a composite computes from these operands, in this order, what the root computes: operation by operation. */
    private static boolean decomposesInto(Composite operation, List<Value> operands, Node root) {
        Decomposition candidate;
        try {
            candidate = Decomposition.of(operation, operands.stream().map(Value::type).toList());
        } catch (ShapeException e) {
            return false; // The operations take more shapes than the composite.
        }
        return new Wiring(candidate, Operation::equals).over(root.result(),
                bound -> candidate.inputs().stream().map(bound::get).toList().equals(operands)
                        ? Optional.of(candidate) : Optional.empty()).isPresent();
    }
}
