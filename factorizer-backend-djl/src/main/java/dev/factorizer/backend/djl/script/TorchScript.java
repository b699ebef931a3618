package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.ProductStorage;
import dev.factorizer.api.memory.Part;
import java.util.ArrayList;
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
     * Writes a part of a graph.
     *
     * @param nodes primitives that are computed, each after its inputs
     * @param inputs values that are given
     * @param outputs values that are wanted, given ones or computed ones
     * @param products what products are stored in
     * @param device where tensors are made, as PyTorch names it: {@code cpu}, {@code cuda:0}
     * @return the script
     */
    public static TorchScript of(List<Node> nodes, List<Value> inputs, List<Value> outputs, ProductStorage products,
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
            ProductStorage products, String device) {
        ScriptText script = new ScriptText(device(device), products, joined);
        List<Value> inputs = new ArrayList<>(given);
        List<String> names = new ArrayList<>(given.stream().map(script::declare).toList());
        for (Node node : nodes) {
            inputs.addAll(node.results());
            node.results().forEach(result -> names.add(script.declarePlace(result)));
        }
        return write(script, names, nodes, inputs, List.of());
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
        nodes.forEach(node -> Statements.write((Primitive) node.operation(), node, script));
        String results = outputs.stream().map(value -> "torch.contiguous(" + script.name(value) + ")")
                .collect(Collectors.joining(", "));
        script.line("    return [" + results + "]");
        return new TorchScript(script.text(), inputs, outputs, script.lines());
    }
}
