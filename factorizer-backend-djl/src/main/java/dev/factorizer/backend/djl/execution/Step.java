package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.graph.Value;
import java.util.List;

/** A part of a program that is run by one call. */
interface Step extends AutoCloseable {
    /** What it reads. */
    List<Value> inputs();

    /** What it computes that is needed after it. */
    List<Value> outputs();

    /**
     * Runs it.
     *
     * @param inputs the tensors it reads
     * @param manager what the results are attached to
     * @return the results
     */
    List<PtNDArray> run(List<PtNDArray> inputs, PtNDManager manager);

    /** Gives back what it holds. */
    @Override
    void close();
}
