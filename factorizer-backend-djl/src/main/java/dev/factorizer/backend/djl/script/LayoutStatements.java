package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.Concatenate;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Slice;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Elements at other places. Most are views: PyTorch copies where a later function needs it. */
final class LayoutStatements {
    private LayoutStatements() { }

    static void reshape(Shape shape, ScriptText script) {
        script.result("torch.reshape(" + script.input(0) + ", " + ScriptText.sizes(shape) + ")");
    }

    static void broadcast(Shape shape, ScriptText script) {
        script.result("torch.expand(" + script.input(0) + ", " + ScriptText.sizes(shape) + ")");
    }

    static void permute(List<Integer> order, ScriptText script) {
        script.result("torch.permute(" + script.input(0) + ", " + order + ")");
    }

    static void flip(List<Integer> axes, ScriptText script) {
        script.result("torch.flip(" + script.input(0) + ", " + axes + ")");
    }

    static void concatenate(Concatenate concatenate, Node node, ScriptText script) {
        if (script.isPlaced()) {
            join(concatenate.axis(), node, script);
            return;
        }
        List<String> parts = IntStream.range(0, node.inputs().size()).mapToObj(script::input).toList();
        script.result("torch.cat([" + String.join(", ", parts) + "], " + concatenate.axis() + ")");
    }

    private static void join(int axis, Node node, ScriptText script) {
        int end = 0;
        for (int i = 0; i < node.inputs().size(); i++) {
            int start = end;
            end += node.input(i).shape().size(axis);
            if (!script.isJoined(i)) {
                script.copy(slice(script.place(), axis, start, end, 1), script.input(i));
            }
        }
    }

    static void slice(Slice slice, Node node, ScriptText script) {
        Shape shape = node.input(0).shape();
        String part = script.input(0);
        for (int axis = 0; axis < shape.rank(); axis++) {
            int start = slice.starts().get(axis);
            int size = slice.sizes().get(axis);
            if (size < shape.size(axis)) {
                int end = size == 0 ? start : start + (size - 1) * slice.steps().get(axis) + 1;
                part = slice(part, axis, start, end, slice.steps().get(axis));
            }
        }
        script.result(part);
    }

    static String slice(String variable, int axis, int start, int end, int step) {
        return "torch.slice(" + variable + ", " + axis + ", " + start + ", " + end + ", " + step + ")";
    }

    static void pad(Pad pad, Node node, ScriptText script) {
        if (script.isPlaced()) {
            String inner = script.variable("torch.fill_(" + script.place() + ", " + ScriptText.number(pad.number()) + ")");
            for (int axis = 0; axis < pad.low().size(); axis++) {
                int low = pad.low().get(axis);
                inner = slice(inner, axis, low, low + node.input(0).shape().size(axis), 1);
            }
            script.copy(inner, script.input(0));
            return;
        }
        script.result(pad(script.input(0), pad.low(), pad.high(), pad.number()));
    }

    /** PyTorch names widths from the last axis to the first. */
    static String pad(String variable, List<Integer> low, List<Integer> high, float number) {
        List<Integer> widths = new ArrayList<>();
        for (int axis = low.size() - 1; axis >= 0; axis--) {
            widths.add(low.get(axis));
            widths.add(high.get(axis));
        }
        return "torch.constant_pad_nd(" + variable + ", " + widths + ", " + ScriptText.number(number) + ")";
    }
}
