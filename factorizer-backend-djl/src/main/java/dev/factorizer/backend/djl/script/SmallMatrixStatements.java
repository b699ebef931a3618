package dev.factorizer.backend.djl.script;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.SingularVectors;
import dev.factorizer.api.tensor.DataType;
import java.util.List;

/** Small linear systems and singular vectors, in double precision. */
final class SmallMatrixStatements {
    private SmallMatrixStatements() { }

    static void solve(Node node, ScriptText script) {
        script.result(ElementStatements.cast("torch.linalg_solve(" + matrix(node.input(0), script) + ", "
                + wide(script.input(1)) + ")", node.result().type().dataType()));
    }

    /** The matrix of a system, where it isn't computed yet as the product that it is. */
    private static String matrix(Value matrix, ScriptText script) {
        if (script.isComputed(matrix)) {
            return wide(script.name(matrix));
        }
        MatrixMultiply multiply = (MatrixMultiply) matrix.node().operation();
        return ProductStatements.matrixMultiply(multiply, wide(script.name(matrix.node().input(0))),
                wide(script.name(matrix.node().input(1))));
    }

    private static String wide(String variable) {
        return ElementStatements.cast(variable, DataType.FLOAT64);
    }

    static void singularVectors(SingularVectors vectors, Node node, ScriptText script) {
        int axes = node.input(0).shape().rank();
        DataType type = node.input(0).type().dataType();
        List<String> found = script.variables(3, "torch.linalg_svd(" + wide(script.input(0)) + ", False)");
        String u = script.variable(leading(found.get(0), axes - 1, vectors));
        String s = script.variable(leading(found.get(1), axes - 2, vectors));
        String v = script.variable("torch.transpose(" + leading(found.get(2), axes - 2, vectors) + ", -2, -1)");
        // The entry of largest magnitude in each column of U becomes positive.
        String largest = script.variable("torch.gather(" + u + ", -2, torch.argmax(torch.abs(" + u + "), -2, True))");
        String sign = script.variable("torch.sub(1., torch.mul(" + wide("torch.lt(" + largest + ", 0)") + ", 2.))");
        script.result(0, ElementStatements.cast("torch.mul(" + u + ", " + sign + ")", type));
        script.result(1, ElementStatements.cast(s, type));
        script.result(2, ElementStatements.cast("torch.mul(" + v + ", " + sign + ")", type));
    }

    private static String leading(String variable, int axis, SingularVectors vectors) {
        return LayoutStatements.slice(variable, axis, 0, vectors.rank(), 1);
    }
}
