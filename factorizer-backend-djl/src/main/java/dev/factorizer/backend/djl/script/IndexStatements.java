package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.ScatterAdd;
import dev.factorizer.api.tensor.DataType;
import java.util.Arrays;

/** Elements by index, with a check that names an index outside the axis. */
final class IndexStatements {
    private IndexStatements() { }

    static void gather(Gather gather, Node node, ScriptText script) {
        check(node, gather.axis(), node.input(0).shape().size(gather.axis()), script);
        script.result("index_select", script.input(0) + ", " + gather.axis() + ", " + script.input(1));
    }

    static void scatterAdd(ScatterAdd scatter, Node node, ScriptText script) {
        check(node, scatter.axis(), scatter.size(), script);
        String added = ", " + scatter.axis() + ", " + script.input(1) + ", " + script.input(0) + ")";
        if (script.isPlaced()) {
            script.variable("torch.index_add_(torch.zero_(" + script.place() + ")" + added);
            return;
        }
        DataType type = node.result().type().dataType();
        script.result("torch.index_add(torch.zeros(" + ScriptText.sizes(node.result().shape()) + ", " + script.made(type)
                + ")" + added);
    }

    private static void check(Node node, int axis, int size, ScriptText script) {
        if (node.input(1).shape().elements() == 0 || known(node, size)) {
            return;
        }
        String low = script.variable("int(torch.min(" + script.input(1) + "))");
        String high = script.variable("int(torch.max(" + script.input(1) + "))");
        String outside = "torch.format(\"index {} lies outside axis " + axis + " of size " + size + "\", ";
        script.line("    assert " + low + " >= 0, " + outside + low + ")");
        script.line("    assert " + high + " < " + size + ", " + outside + high + ")");
    }

    /** Whether the indices stand in the graph and all lie inside: then there is nothing to wait for at run time. */
    private static boolean known(Node node, int size) {
        return node.input(1).node().operation() instanceof Constant constant
                && Arrays.stream(constant.literal().tensor().toInts()).allMatch(index -> index >= 0 && index < size);
    }
}
