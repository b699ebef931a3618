package dev.factorizer.backend.djl.script;

import dev.factorizer.api.operations.ArgMax;
import dev.factorizer.api.operations.Reduce;
import dev.factorizer.api.tensor.DataType;

/** One number for many. */
final class ReductionStatements {
    private ReductionStatements() { }

    static void reduce(Reduce reduce, ScriptText script) {
        String x = script.input(0);
        if (reduce.axes().isEmpty()) {
            script.result(x); // to PyTorch no axes are all axes
            return;
        }
        switch (reduce.kind()) {
            case SUM -> script.result("sum", x + ", " + reduce.axes() + ", True, dtype=None");
            case MAXIMUM -> script.result("amax", x + ", " + reduce.axes() + ", True");
            case MINIMUM -> script.result("amin", x + ", " + reduce.axes() + ", True");
        }
    }

    static void argMax(ArgMax argMax, ScriptText script) {
        script.result(ElementStatements.cast("torch.argmax(" + script.input(0) + ", " + argMax.axis() + ", True)",
                DataType.INT32));
    }
}
