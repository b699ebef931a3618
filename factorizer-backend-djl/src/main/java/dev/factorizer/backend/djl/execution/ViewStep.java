package dev.factorizer.backend.djl.execution;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import java.util.Arrays;
import java.util.List;

/** A reshape between steps: another handle on the same numbers. */
record ViewStep(Node node) implements Step {
    @Override
    public List<Value> inputs() {
        return node.inputs();
    }

    @Override
    public List<Value> outputs() {
        return node.results();
    }

    @Override
    public List<PtNDArray> run(List<PtNDArray> inputs, PtNDManager manager) {
        PtNDArray view = JniUtils.reshape(inputs.getFirst(), Arrays.stream(node.result().shape().sizes()).asLongStream().toArray());
        view.attach(manager);
        return List.of(view);
    }

    @Override
    public void close() { }
}
