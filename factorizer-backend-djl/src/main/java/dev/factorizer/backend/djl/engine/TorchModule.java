package dev.factorizer.backend.djl.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A loaded TorchScript module whose method takes tensors and gives a list of tensors. */
public final class TorchModule implements AutoCloseable {
    private final PtSymbolBlock block;

    private TorchModule(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Loads a module from memory.
     *
     * @param archive the file's bytes
     * @param manager names the device
     * @return the module
     */
    public static TorchModule load(byte[] archive, PtNDManager manager) {
        try {
            return new TorchModule(JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Calls it.
     *
     * @param inputs its arguments
     * @param manager what the results are attached to
     * @return the results
     */
    public PtNDArray[] call(List<PtNDArray> inputs, PtNDManager manager) {
        IValue[] arguments = new IValue[inputs.size()];
        try {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = IValue.from(inputs.get(i));
            }
            try (IValue results = block.forward(arguments)) {
                return results.toTensorArray(manager);
            }
        } finally {
            for (IValue argument : arguments) {
                if (argument != null) {
                    argument.close();
                }
            }
        }
    }

    @Override
    public void close() {
        block.close();
    }
}
