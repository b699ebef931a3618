package dev.factorizer.models.training;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.optimizers.GradientClipping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A training step as one graph: forward pass, loss, gradients, update. Parameters, buffers and the optimizer's state are
 * kept by the program and updated by it; images, targets and the numbers that change from step to step are its inputs.
 *
 * @param graph the whole step, with the outputs {@link #LOSS} and {@link #NORM}
 * @param parameters of the network, in the order of its state dict
 * @param state names and shapes of what the optimizer keeps
 * @param forward nodes of lower number belong to forward pass and loss
 * @param backward nodes of lower number, from {@code forward} on, belong to the gradients; all others to the update
 * @param images the images' shape
 * @param targets the targets' shape
 */
record TrainingGraph(Graph graph, List<ParameterSpec> parameters, Map<String, Shape> state, int forward, int backward,
        Shape images, Shape targets) {
    static final String TARGET = "target";
    static final String LOSS = "loss";
    static final String NORM = "gradientNorm";
    private static final String OPTIMIZER = "optimizer.";

    static TrainingGraph of(TrainingSettings settings, Shape images, Optional<Shape> targets) {
        return new Builder(settings).build(images, targets);
    }

    /** The name under which a number of the optimizer is given. */
    static String number(String name) {
        return OPTIMIZER + name;
    }

    /** The network with its parameters, as what it is checked against. */
    Program program() {
        return new Program(graph, parameters);
    }

    boolean isRandom() {
        return graph.placeholders(Placeholder.Role.STATE).stream()
                .anyMatch(placeholder -> placeholder.name().equals(Scope.RANDOM_KEY));
    }

    private static final class Builder {
        private final TrainingSettings settings;
        private final Trace trace = new Trace();
        private final Scope root = Scope.root(trace, true);
        private final Map<String, Value> updates = new LinkedHashMap<>();
        private final Map<String, Shape> state = new LinkedHashMap<>();
        private final List<Value> kept = new ArrayList<>();

        Builder(TrainingSettings settings) {
            this.settings = settings;
        }

        TrainingGraph build(Shape images, Optional<Shape> targets) {
            Value x = trace.input(Program.INPUT, Type.float32(images));
            List<Value> results = settings.network().apply(root, x);
            Value target = trace.input(TARGET, Type.float32(targets.orElse(results.getFirst().shape())));
            Value loss = number(trace.at("loss", () -> settings.loss().applyAll(results, target)));
            int forward = trace.nodes().size();
            Map<ParameterSpec, Value> trained = trained(loss);
            List<Value> gradients = Differentiation.gradients(loss, List.copyOf(trained.values()));
            int backward = trace.nodes().size();
            Value norm = trace.at("optimizer", () -> update(trained, gradients, loss));
            // Inputs and parameters that nothing needs have a place all the same: who loads them need not know.
            kept.addAll(List.of(x, target));
            kept.addAll(root.parameters().values());
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put(LOSS, loss);
            outputs.put(NORM, norm);
            return new TrainingGraph(Graph.of(outputs, updates, kept), List.copyOf(root.parameters().keySet()), state,
                    forward, backward, images, target.shape());
        }

        private static Value number(Value loss) {
            if (loss.shape().elements() != 1) {
                throw new ShapeException("training: the loss has shape " + loss.shape()
                        + ", expected one number; let it reduce by mean or sum");
            }
            return loss.reshape();
        }

        /** What the loss depends on; other parameters stay as they are, without weight decay, as in PyTorch. */
        private Map<ParameterSpec, Value> trained(Value loss) {
            Set<Node> needed = new HashSet<>(Graph.of(Map.of(LOSS, loss)).nodes());
            Map<ParameterSpec, Value> trained = new LinkedHashMap<>();
            root.parameters().forEach((spec, value) -> {
                if (spec.trainable() && needed.contains(value.node())) {
                    trained.put(spec, value);
                }
            });
            if (trained.isEmpty()) {
                throw new IllegalArgumentException("training: the loss depends on none of the network's "
                        + root.parameters().size() + " parameters and buffers, expected at least one trainable parameter");
            }
            return trained;
        }

        private Value update(Map<ParameterSpec, Value> trained, List<Value> gradients, Value loss) {
            Value norm = GradientClipping.norm(gradients);
            List<Value> clipped = settings.clipping().map(clipping -> clipping.clip(gradients, norm)).orElse(gradients);
            // A step that went wrong changes nothing, so that what was learned can still be saved, and the cause be found.
            Value sum = loss.add(norm);
            Value finite = sum.subtract(sum).equalTo(sum.zero());
            Map<String, Value> numbers = numbers();
            int next = 0;
            for (Map.Entry<ParameterSpec, Value> entry : trained.entrySet()) {
                step(entry.getKey(), entry.getValue(), clipped.get(next++), finite, numbers);
            }
            root.updates().forEach((name, value) -> keep(name, buffer(name), value, finite));
            return norm;
        }

        private Value buffer(String name) {
            return root.parameters().entrySet().stream().filter(entry -> entry.getKey().name().equals(name))
                    .map(Map.Entry::getValue).findFirst().orElseThrow(() -> new IllegalArgumentException(
                            "training: the network updates \"" + name + "\", which it has not asked for as a buffer"));
        }

        private Map<String, Value> numbers() {
            Map<String, Value> numbers = new LinkedHashMap<>();
            // In the order of their names: that of a map may differ from run to run, and the graph with it.
            for (String name : new TreeSet<>(settings.optimizer().numbers(1, settings.rate(1)).keySet())) {
                Value value = trace.input(TrainingGraph.number(name), Type.float32());
                numbers.put(name, value);
                kept.add(value);
            }
            return numbers;
        }

        private void step(ParameterSpec spec, Value parameter, Value gradient, Value finite, Map<String, Value> numbers) {
            List<String> names = new ArrayList<>(List.of(spec.name()));
            List<Value> before = new ArrayList<>(List.of(parameter));
            for (String part : settings.optimizer().state()) {
                String name = OPTIMIZER + part + "." + spec.name();
                names.add(name);
                before.add(trace.append(new Placeholder(name, Placeholder.Role.STATE, parameter.type()), List.of()).result());
                state.put(name, spec.shape());
            }
            List<Value> after = settings.optimizer().step(parameter, gradient, before.subList(1, before.size()), numbers);
            for (int i = 0; i < names.size(); i++) {
                keep(names.get(i), before.get(i), after.get(i), finite);
            }
        }

        private void keep(String name, Value before, Value after, Value finite) {
            updates.put(name, Value.select(finite, after, before));
        }
    }
}
