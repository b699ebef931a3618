package dev.factorizer.backend.djl.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/** The arguments of a call, made once for many calls; they keep their tensors alive. */
public final class TorchArguments implements AutoCloseable {
    private final IValue[] values;

    private TorchArguments(IValue[] values) {
        this.values = values;
    }

    /**
     * Makes arguments.
     *
     * @param tensors the tensors, in order
     * @return the arguments
     */
    public static TorchArguments of(List<PtNDArray> tensors) {
        return new TorchArguments(tensors.stream().map(IValue::from).toArray(IValue[]::new));
    }

    IValue[] values() {
        return values;
    }

    @Override
    public void close() {
        for (IValue value : values) {
            value.close();
        }
    }
}
