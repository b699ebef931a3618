package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network with its weights as a file that {@code torch.jit.load} opens without any code of this project. Its method takes
 * the network's inputs, of the shapes it was traced for, and gives its output: a tensor, or a list where there are several.
 * Tensors are made on the device of the first input.
 */
public final class TorchScriptFile {
    private static final String TRAINING = "training";

    private final Map<String, Tensor> attributes = new LinkedHashMap<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private final Map<Value, String> names = new LinkedHashMap<>();

    private TorchScriptFile() { }

    /**
     * Writes a network.
     *
     * @param out the file
     * @param graph any graph without updates
     * @param weights the values of its parameters, buffers and state, by name
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if a value is missing, or the graph has updates or no input
     */
    public static void write(OutputStream out, Graph graph, Map<String, Tensor> weights) throws IOException {
        if (!graph.updates().isEmpty() || graph.placeholders(Placeholder.Role.INPUT).isEmpty()) {
            throw new IllegalArgumentException("TorchScript file: the graph has updates of " + graph.updates().keySet() + " and "
                    + graph.placeholders(Placeholder.Role.INPUT).size() + " inputs, expected no updates and at least one input");
        }
        Graph lowered = Lowering.lower(graph, NativeOperations.NONE);
        TorchScriptFile file = new TorchScriptFile();
        lowered.nodes().forEach(node -> file.keep(node, weights));
        ScriptArchive.write(out, file.source(lowered), file.attributes);
    }

    private void keep(Node node, Map<String, Tensor> weights) {
        if (node.operation() instanceof Constant constant) {
            keep(node, "literal", constant.literal().tensor());
        } else if (node.operation() instanceof Placeholder placeholder && placeholder.role() != Placeholder.Role.INPUT) {
            Tensor value = weights.get(placeholder.name());
            if (value == null || !value.type().equals(placeholder.type())) {
                throw new IllegalArgumentException("TorchScript file: \"" + placeholder.name() + "\" is "
                        + (value == null ? "missing" : value.type()) + ", expected " + placeholder.type());
            }
            String name = keep(node, placeholder.name(), value);
            if (placeholder.role() == Placeholder.Role.PARAMETER) {
                parameters.add(name);
            }
        }
    }

    /** Names of attributes are words: dots become underscores. */
    private String keep(Node node, String name, Tensor value) {
        String word = name.replaceAll("\\W", "_");
        String unique = word;
        for (int i = 0; attributes.containsKey(unique) || unique.equals(TRAINING); i++) {
            unique = word + "_" + i;
        }
        attributes.put(unique, value);
        names.put(node.result(), unique);
        return unique;
    }

    private String source(Graph graph) {
        List<Value> inputs = graph.nodes().stream().filter(node -> node.operation() instanceof Placeholder
                && !names.containsKey(node.result())).map(Node::result).toList();
        // The first variable is the first input.
        ScriptText script = new ScriptText("v0.device", MatmulPrecision.FLOAT32, Set.of());
        script.line("class " + ScriptArchive.CLASS + "(Module):");
        script.line("  __parameters__ = [" + quoted(parameters) + "]");
        Set<String> buffers = new LinkedHashSet<>(attributes.keySet());
        buffers.removeAll(parameters);
        script.line("  __buffers__ = [" + quoted(buffers) + "]");
        script.line("  " + TRAINING + " : bool");
        attributes.keySet().forEach(name -> script.line("  " + name + " : Tensor"));
        String arguments = inputs.stream().map(value -> ", " + script.declare(value) + ": Tensor").collect(Collectors.joining());
        boolean single = graph.outputs().size() == 1;
        script.line("  def forward(self: __torch__." + ScriptArchive.CLASS + arguments + ") -> "
                + (single ? "Tensor" : "List[Tensor]") + ":");
        names.forEach((value, name) -> script.line("    " + script.declare(value) + " = self." + name));
        graph.nodes().stream().filter(node -> !(node.operation() instanceof Placeholder || node.operation() instanceof Constant))
                .forEach(node -> Statements.write((Primitive) node.operation(), node, script));
        String results = graph.outputs().values().stream().map(value -> "torch.contiguous(" + script.name(value) + ")")
                .collect(Collectors.joining(", "));
        script.line("    return " + (single ? results : "[" + results + "]"));
        return script.text();
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }
}
