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
     * Calls it for what it gives.
     *
     * @param inputs its arguments
     * @param manager what the results are attached to
     * @return the results
     */
    public PtNDArray[] call(List<PtNDArray> inputs, PtNDManager manager) {
        try (TorchArguments arguments = TorchArguments.of(inputs); IValue results = block.forward(arguments.values())) {
            return results.toTensorArray(manager);
        }
    }

    /**
     * Calls it for what it writes to its arguments.
     *
     * @param arguments its arguments
     */
    public void call(TorchArguments arguments) {
        block.forward(arguments.values()).close();
    }

    @Override
    public void close() {
        block.close();
    }
}
