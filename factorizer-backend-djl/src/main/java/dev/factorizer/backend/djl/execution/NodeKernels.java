package dev.factorizer.backend.djl.execution;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionInputGradient;
import dev.factorizer.api.operations.ConvolutionWeightGradient;
import dev.factorizer.api.operations.MatrixMultiply;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.backend.jvm.execution.HostKernels;
import java.util.function.Predicate;

/**
 * Which nodes are computed by kernels of the backend {@code jvm}. On the CPU these are the fused composites and whatever sums:
 * PyTorch splits sums by the number of threads, so that its bits depend on it. On other devices there are none.
 */
public enum NodeKernels {
    /** For tensors in main memory. */
    HOST,
    /** For tensors on a device, and for comparisons: everything is TorchScript. */
    NONE;

    /** {@return which composites run without being lowered} */
    public NativeOperations nativeOperations() {
        return this == HOST ? HostKernels.nativeOperations() : NativeOperations.NONE;
    }

    /** Which nodes of a program run so; the kernels know float32 alone, so products that are rounded are PyTorch's. */
    Predicate<Node> which(MatmulPrecision products) {
        NativeOperations nativeOperations = products.among(nativeOperations());
        return node -> this == HOST && !products.isRounded(node) && runs(node, nativeOperations);
    }

    private static boolean runs(Node node, NativeOperations nativeOperations) {
        boolean single = node.inputTypes().stream().noneMatch(type -> type.dataType() == DataType.FLOAT64);
        return single && switch (node.operation()) {
            case Composite composite -> nativeOperations.runs(composite, node.inputTypes());
            case Primitive primitive -> primitive instanceof MatrixMultiply || primitive instanceof Reduce
                    || primitive instanceof Convolution || primitive instanceof ConvolutionInputGradient
                    || primitive instanceof ConvolutionWeightGradient;
        };
    }
}
