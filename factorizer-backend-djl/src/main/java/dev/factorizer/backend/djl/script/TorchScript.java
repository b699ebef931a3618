package dev.factorizer.backend.djl.script;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.ProgramChecks;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.Part;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Solve;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a lowered graph as the source of a TorchScript module with one method: tensors in, a list of tensors out. Equal
 * parts have equal sources.
 *
 * @param source the module's source
 * @param inputs what the method takes, in order
 * @param outputs what it gives, in order, all contiguous
 * @param lines the node that each line of the source computes, by the line's number from 1
 */
public record TorchScript(String source, List<Value> inputs, List<Value> outputs, Map<Integer, Node> lines) {
    /** Copies the collections. */
    public TorchScript {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        lines = Map.copyOf(lines);
    }

    /**
     * Writes all that a graph computes: its outputs, and its updates after them.
     *
     * @param graph primitives only; what it is given (placeholders and constants) becomes the script's inputs
     * @param products what products are stored in
     * @param device where tensors are made, as PyTorch names it: {@code cpu}, {@code cuda:0}
     * @return the script; an output that is given is not among its outputs
     * @throws BackendException if the graph holds a composite
     */
    public static TorchScript of(Graph graph, MatmulPrecision products, String device) {
        ProgramChecks.lowered("djl", graph, NativeOperations.NONE);
        List<Node> nodes = graph.nodes().stream().filter(node -> !isGiven(node)).toList();
        Set<Value> inputs = new LinkedHashSet<>();
        nodes.forEach(node -> node.inputs().stream().filter(input -> isGiven(input.node())).forEach(inputs::add));
        Set<Value> outputs = new LinkedHashSet<>(graph.outputs().values());
        outputs.addAll(graph.updates().values());
        outputs.removeIf(value -> isGiven(value.node()));
        return of(nodes, List.copyOf(inputs), List.copyOf(outputs), products, device);
    }

    private static boolean isGiven(Node node) {
        return node.operation() instanceof Placeholder || node.operation() instanceof Constant;
    }

    /**
     * Writes a part of a graph.
     *
     * @param nodes primitives that are computed, each after its inputs
     * @param inputs values that are given
     * @param outputs values that are wanted, given ones or computed ones
     * @param products what products are stored in
     * @param device where tensors are made, as PyTorch names it: {@code cpu}, {@code cuda:0}
     * @return the script
     */
    public static TorchScript of(List<Node> nodes, List<Value> inputs, List<Value> outputs, MatmulPrecision products,
            String device) {
        ScriptText script = new ScriptText(device(device), products, Set.of());
        return write(script, inputs.stream().map(script::declare).toList(), nodes, inputs, outputs);
    }

    /**
     * Writes a part of a graph that computes into memory which is there: the method takes the results too, as tensors on that
     * memory, sets their numbers and gives nothing. Nothing is a view of anything: a value that shares memory with another is
     * given as a tensor of its own.
     *
     * @param nodes primitives that are computed, each after its inputs
     * @param given values that they read and others compute
     * @param joined inputs of concatenations among the nodes that are in their places within the result
     * @param products what products are stored in
     * @param device where what comes between is made
     * @return the script, whose inputs are the given values and after them all results of the nodes
     */
    public static TorchScript inPlace(List<Node> nodes, List<Value> given, Set<Part> joined,
            MatmulPrecision products, String device) {
        ScriptText script = new ScriptText(device(device), products, joined);
        List<Value> inputs = new ArrayList<>(given);
        List<String> names = new ArrayList<>(given.stream().map(script::declare).toList());
        for (Node node : nodes) {
            inputs.addAll(node.results());
            node.results().forEach(result -> names.add(script.declarePlace(result)));
        }
        return write(script, names, nodes, inputs, List.of());
    }

    /**
     * Products that are needed only as the matrix of a linear system: these are written with the system, in double precision as
     * it is, unless they are to be rounded. Normal equations square the condition, so that rounding their matrix would be seen in the solution.
     */
    private static Set<Value> systems(List<Node> nodes, List<Value> places, List<Value> outputs, ScriptText script) {
        Set<Value> systems = new HashSet<>();
        nodes.stream().filter(node -> node.operation() instanceof Solve).map(node -> node.input(0))
                .filter(matrix -> matrix.node().operation() instanceof MatrixMultiply && nodes.contains(matrix.node())
                        && !script.isRounded(matrix.node()))
                .forEach(systems::add);
        for (Node node : nodes) {
            for (int i = 0; i < node.inputs().size(); i++) {
                if (!(node.operation() instanceof Solve && i == 0)) {
                    systems.remove(node.input(i));
                }
            }
        }
        places.forEach(systems::remove);
        outputs.forEach(systems::remove);
        return systems;
    }

    private static String device(String name) {
        return "torch.device(\"" + name + "\")";
    }

    private static TorchScript write(ScriptText script, List<String> names, List<Node> nodes, List<Value> inputs,
            List<Value> outputs) {
        script.line("class " + ScriptArchive.CLASS + "(Module):");
        script.line("  __parameters__ = []");
        script.line("  __buffers__ = []");
        script.line("  training : bool");
        String arguments = names.stream().map(name -> ", " + name + ": Tensor").collect(Collectors.joining());
        script.line("  def forward(self: __torch__." + ScriptArchive.CLASS + arguments + ") -> List[Tensor]:");
        Set<Value> systems = systems(nodes, inputs, outputs, script);
        nodes.stream().filter(node -> !systems.contains(node.results().getFirst()))
                .forEach(node -> Statements.write((Primitive) node.operation(), node, script));
        String results = outputs.stream().map(value -> "torch.contiguous(" + script.name(value) + ")")
                .collect(Collectors.joining(", "));
        script.line("    return [" + results + "]");
        return new TorchScript(script.text(), inputs, outputs, script.lines());
    }
}
