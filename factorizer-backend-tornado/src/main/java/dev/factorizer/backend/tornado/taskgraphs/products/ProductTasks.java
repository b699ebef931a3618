package dev.factorizer.backend.tornado.taskgraphs.products;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter;
import java.util.ArrayList;
import java.util.List;

/** Matrix products. */
public final class ProductTasks {
    private static final int A = 0;
    private static final int B = 1;

    private ProductTasks() { }

    public static void matrixMultiply(MatrixMultiply multiply, Node node, TaskWriter tasks) {
        product(multiply, node).write(tasks.input(A), tasks.input(B), Product.NO_BIAS, tasks.result(), tasks);
    }

    public static long workspace(MatrixMultiply multiply, Node node) {
        return product(multiply, node).workspace();
    }

    private static Product product(MatrixMultiply multiply, Node node) {
        Shape a = node.input(A).shape();
        Shape b = node.input(B).shape();
        Shape c = node.result().shape();
        int rows = c.size(-2);
        int columns = c.size(-1);
        int inner = a.size(multiply.transposeFirst() ? -2 : -1);
        return new Product(rows, columns, inner, Product.Strides.of(rows, inner, multiply.transposeFirst()),
                Product.Strides.of(inner, columns, multiply.transposeSecond()), batch(a, b, c));
    }

    private static List<Product.Axis> batch(Shape a, Shape b, Shape c) {
        List<Product.Axis> axes = new ArrayList<>();
        int strideA = a.size(-1) * a.size(-2);
        int strideB = b.size(-1) * b.size(-2);
        for (int back = 3; back <= c.rank(); back++) {
            int sizeA = back <= a.rank() ? a.size(-back) : 1;
            int sizeB = back <= b.rank() ? b.size(-back) : 1;
            axes.add(new Product.Axis(c.size(-back), sizeA == 1 ? 0 : strideA, sizeB == 1 ? 0 : strideB));
            strideA *= sizeA;
            strideB *= sizeB;
        }
        return axes;
    }
}
