package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Matrix products and convolutions, of operands in what they are stored in. */
final class ProductStatements {
    private ProductStatements() { }

    static void matrixMultiply(MatrixMultiply multiply, ScriptText script) {
        script.result(script.product(matrixMultiply(multiply, script.operand(0), script.operand(1))));
    }

    /** The product of two variables. */
    static String matrixMultiply(MatrixMultiply multiply, String first, String second) {
        return "torch.matmul(" + turned(first, multiply.transposeFirst()) + ", " + turned(second, multiply.transposeSecond()) + ")";
    }

    private static String turned(String variable, boolean transposed) {
        return transposed ? "torch.transpose(" + variable + ", -2, -1)" : variable;
    }

    static void convolution(ConvolutionGeometry window, Node node, ScriptText script) {
        boolean biased = node.inputs().size() == 3;
        // The bias is not an operand: where those are rounded, it is added afterwards.
        boolean after = biased && script.isRounded();
        String y = script.product("torch.convolution(" + padded(window, script.operand(0)) + ", " + script.operand(1) + ", "
                + (biased && !after ? script.input(2) : "None") + ", " + window.strides() + ", " + padding(window) + ", "
                + all(window, 1) + ", False, " + all(window, 0) + ", " + window.groups() + ")");
        script.result(after ? "torch.add(" + y + ", " + perChannel(window, script.input(2)) + ")" : y);
    }

    private static String perChannel(ConvolutionGeometry window, String bias) {
        List<Integer> sizes = new ArrayList<>(List.of(-1));
        sizes.addAll(all(window, 1));
        return "torch.reshape(" + bias + ", " + sizes + ")";
    }

    /** The transposed convolution; its output padding restores what the stride left over. */
    static void inputGradient(ConvolutionInputGradient gradient, Node node, ScriptText script) {
        ConvolutionGeometry window = gradient.window();
        Shape kernel = node.input(0).shape().spatial();
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < window.rank(); i++) {
            int reach = gradient.spatial().size(i) + window.low().get(i) + window.high().get(i) - kernel.size(i);
            rest.add(reach % window.strides().get(i));
        }
        String whole = "torch.convolution(" + script.operand(1) + ", " + script.operand(0) + ", None, " + window.strides() + ", "
                + padding(window) + ", " + all(window, 1) + ", True, " + rest + ", " + window.groups() + ")";
        if (!symmetric(window)) {
            for (int i = 0; i < window.rank(); i++) {
                int low = window.low().get(i);
                whole = LayoutStatements.slice(whole, i + 2, low, low + gradient.spatial().size(i), 1);
            }
        }
        script.result(script.product(whole));
    }

    /** Of the weight itself only the shape matters. */
    static void weightGradient(ConvolutionWeightGradient gradient, Node node, ScriptText script) {
        ConvolutionGeometry window = gradient.window();
        String weight = script.variable("torch.empty(" + ScriptText.sizes(node.result().shape()) + ", "
                + script.madeOperand() + ", memory_format=None)");
        List<String> gradients = script.variables(3, "torch.convolution_backward(" + script.operand(1) + ", "
                + padded(window, script.operand(0)) + ", " + weight + ", None, " + window.strides() + ", " + padding(window)
                + ", " + all(window, 1) + ", False, " + all(window, 0) + ", " + window.groups() + ", [False, True, False])");
        script.result(script.product(gradients.get(1)));
    }

    private static boolean symmetric(ConvolutionGeometry window) {
        return window.low().equals(window.high());
    }

    private static List<Integer> padding(ConvolutionGeometry window) {
        return symmetric(window) ? window.low() : all(window, 0);
    }

    /** PyTorch pads both sides alike; other widths are padded before. */
    private static String padded(ConvolutionGeometry window, String x) {
        return symmetric(window) ? x : LayoutStatements.pad(x, window.low(), window.high(), 0);
    }

    private static List<Integer> all(ConvolutionGeometry window, int number) {
        return Collections.nCopies(window.rank(), number);
    }
}
