package dev.factorizer.models.training;

import dev.factorizer.api.backend.Placeholders;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Network and loss of a training step, before gradients are taken.
 *
 * @param graph one output, the loss; the network's buffers as updates; a place for all its parameters, images and targets, as
 *     who loads them need not know which are needed
 * @param parameters of the network, in the order of its state dict
 * @param channels of the finest result
 * @param frozen names of parameters and buffers that stay as they are
 */
record ForwardPass(Graph graph, List<ParameterSpec> parameters, int channels, Set<String> frozen) {
    static ForwardPass of(TrainingSettings settings, Shape images, Optional<Shape> targets) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, true);
        Value x = trace.input(Program.INPUT, Type.float32(images));
        List<Value> results = settings.network().apply(root, x);
        Shape finest = results.getFirst().shape();
        Value target = trace.input(TrainingGraph.TARGET, Type.float32(targets.orElseGet(() -> settings.loss().targets(finest))));
        Value loss = number(trace.at("loss", () -> settings.loss().applyAll(results, target)));
        List<ParameterSpec> parameters = List.copyOf(root.parameters().keySet());
        root.updates().keySet().forEach(name -> requireBuffer(name, parameters));
        Set<String> frozen = FrozenParts.of(settings.frozen(), parameters);
        Map<String, Value> updates = new LinkedHashMap<>(root.updates());
        updates.keySet().removeAll(frozen);
        List<Value> kept = new ArrayList<>(List.of(x, target));
        kept.addAll(root.parameters().values());
        return new ForwardPass(Graph.of(Map.of(TrainingGraph.LOSS, loss), updates, kept), parameters, finest.size(1), frozen);
    }

    private static Value number(Value loss) {
        if (loss.shape().elements() != 1) {
            throw new ShapeException("training: the loss has shape " + loss.shape()
                    + ", expected one number; let it reduce by mean or sum");
        }
        return loss.reshape();
    }

    private static void requireBuffer(String name, List<ParameterSpec> parameters) {
        if (parameters.stream().noneMatch(spec -> spec.name().equals(name))) {
            throw new IllegalArgumentException("training: the network updates \"" + name
                    + "\", which it has not asked for as a buffer");
        }
    }

    ForwardPass fused(Fusion fusion) {
        return new ForwardPass(fusion.fuse(graph), parameters, channels, frozen);
    }

    Value loss() {
        return Objects.requireNonNull(graph.outputs().get(TrainingGraph.LOSS), TrainingGraph.LOSS);
    }

    Map<String, Value> updates() {
        return graph.updates();
    }

    /** Inputs, parameters, buffers and state by name. */
    Map<String, Value> placeholders() {
        Placeholders all = Placeholders.of(graph);
        Map<String, Value> named = new LinkedHashMap<>(all.inputs());
        named.putAll(all.kept());
        return named;
    }

    /** What the loss depends on and is not frozen; other parameters stay as they are, without weight decay, as in PyTorch. */
    Map<ParameterSpec, Value> trained() {
        Set<Node> needed = new HashSet<>(Graph.of(graph.outputs()).nodes());
        Map<String, Value> placeholders = placeholders();
        Map<ParameterSpec, Value> trained = new LinkedHashMap<>();
        for (ParameterSpec spec : parameters) {
            Value value = Objects.requireNonNull(placeholders.get(spec.name()), spec.name());
            if (spec.trainable() && !frozen.contains(spec.name()) && needed.contains(value.node())) {
                trained.put(spec, value);
            }
        }
        if (trained.isEmpty()) {
            throw new IllegalArgumentException("training: the loss depends on none of the network's " + parameters.size()
                    + " parameters and buffers" + (frozen.isEmpty() ? "" : " that aren't frozen")
                    + ", expected at least one trainable parameter");
        }
        return trained;
    }
}
