package dev.factorizer.backend.djl.execution;

import ai.djl.engine.EngineException;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.graph.Node;
import dev.factorizer.backend.djl.engine.EngineFailure;
import dev.factorizer.backend.djl.script.TorchScript;

/** What the engine says of a line, said of the node that the line computes. */
final class ScriptFailure {
    private ScriptFailure() { }

    static BackendException of(EngineException failure, TorchScript script) {
        Node node = EngineFailure.line(failure).stream().mapToObj(script.lines()::get).findFirst().orElse(null);
        String where = node == null ? "program" : node.operation().name();
        String path = node == null || node.path().isEmpty() ? "" : " (at " + node.path() + ")";
        return EngineFailure.named(where, path, failure);
    }
}
