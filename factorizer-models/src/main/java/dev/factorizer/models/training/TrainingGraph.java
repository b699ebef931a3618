package dev.factorizer.models.training;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.fusion.Fusion;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.models.optimizers.GradientClipping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A training step as one graph: forward pass, loss, gradients, update. Parameters, buffers and the optimizer's state are
 * kept by the program and updated by it; images, targets and the numbers that change from step to step are its inputs. Where several
 * batches make a step, the sums of their gradients are kept, too, and parameters change with the last.
 *
 * @param graph the whole step, with the outputs {@link #LOSS} and {@link #NORM}
 * @param parameters of the network, in the order of its state dict
 * @param state names and shapes of what optimizer and average keep from step to step
 * @param forward nodes of lower number belong to forward pass and loss
 * @param backward nodes of lower number, from {@code forward} on, belong to the gradients; all others to the update
 * @param images the images' shape
 * @param targets the targets' shape
 * @param channels of the finest result
 */
record TrainingGraph(Graph graph, List<ParameterSpec> parameters, Map<String, Shape> state, int forward, int backward,
        Shape images, Shape targets, int channels) {
    static final String TARGET = "target";
    static final String LOSS = "loss";
    static final String NORM = "gradientNorm";
    /** 1 for the first batch of a step, else 0: sums begin with it. */
    static final String FIRST = "accumulation.first";
    /** 1 for the last batch of a step, else 0: parameters change with it. */
    static final String LAST = "accumulation.last";
    /** How much of the new weights enters their average. */
    static final String SHARE = "average.share";
    private static final String OPTIMIZER = "optimizer.";
    private static final String SUM = "accumulation.sum.";
    private static final String AVERAGE = "average.of.";

    /** The step with the rewrites that a program is prepared with. */
    static TrainingGraph of(TrainingSettings settings, Fusion fusion, Shape images, Optional<Shape> targets) {
        return new Builder(settings, ForwardPass.of(settings, images, targets).fused(fusion)).build(images);
    }

    /** The name under which a number of the optimizer is given. */
    static String number(String name) {
        return OPTIMIZER + name;
    }

    /** The name under which the average of a parameter or buffer is kept. */
    static String average(String name) {
        return AVERAGE + name;
    }

    /** The network with its parameters, as what it is checked against. */
    Program program() {
        return new Program(graph, parameters);
    }

    /** Names of buffers that each batch updates, such as running statistics. */
    Set<String> buffers() {
        Set<String> names = new LinkedHashSet<>();
        parameters.stream().filter(spec -> !spec.trainable() && graph.updates().containsKey(spec.name())).forEach(spec -> names.add(spec.name()));
        return names;
    }

    boolean isRandom() {
        return graph.placeholders(Placeholder.Role.STATE).stream()
                .anyMatch(placeholder -> placeholder.name().equals(Scope.RANDOM_KEY));
    }

    private static final class Builder {
        private final TrainingSettings settings;
        private final ForwardPass forward;
        private final Trace trace;
        private final Map<String, Value> places;
        private final Map<String, Value> updates = new LinkedHashMap<>();
        private final Map<String, Shape> state = new LinkedHashMap<>();
        private final List<Value> kept;

        Builder(TrainingSettings settings, ForwardPass forward) {
            this.settings = settings;
            this.forward = forward;
            this.trace = forward.loss().trace();
            this.places = forward.placeholders();
            this.kept = new ArrayList<>(places.values());
        }

        TrainingGraph build(Shape images) {
            Value loss = forward.loss();
            int before = trace.nodes().size();
            Map<ParameterSpec, Value> trained = forward.trained();
            List<Value> gradients = Differentiation.gradients(loss, List.copyOf(trained.values()));
            int backward = trace.nodes().size();
            Value norm = trace.at("optimizer", () -> update(trained, gradients, loss));
            Map<String, Value> outputs = new LinkedHashMap<>();
            outputs.put(LOSS, loss);
            outputs.put(NORM, norm);
            return new TrainingGraph(Graph.of(outputs, updates, kept), forward.parameters(), state, before, backward, images,
                    place(TARGET).shape(), forward.channels());
        }

        private Value place(String name) {
            return Objects.requireNonNull(places.get(name), name);
        }

        private Value update(Map<ParameterSpec, Value> trained, List<Value> gradients, Value loss) {
            Optional<Value> last = settings.accumulation() == 1 ? Optional.empty() : Optional.of(input(LAST));
            List<Value> sums = last.isEmpty() ? gradients : sums(trained, gradients);
            List<Value> means = last.isEmpty() ? gradients
                    : sums.stream().map(sum -> sum.multiply(1.0 / settings.accumulation())).toList();
            Value norm = GradientClipping.norm(means);
            List<Value> clipped = settings.clipping().map(clipping -> clipping.clip(means, norm)).orElse(means);
            // A step that went wrong changes nothing, so that what was learned can still be saved, and the cause be found.
            Value total = loss.add(norm);
            Value finite = total.subtract(total).equalTo(total.zero());
            Value changing = last.map(finite::multiply).orElse(finite);
            Map<String, Value> numbers = numbers();
            Optional<Value> share = settings.averageDecay().isPresent() ? Optional.of(input(SHARE)) : Optional.empty();
            int next = 0;
            for (Map.Entry<ParameterSpec, Value> entry : trained.entrySet()) {
                ParameterSpec spec = entry.getKey();
                Value after = step(spec, entry.getValue(), clipped.get(next), changing, numbers);
                share.ifPresent(value -> average(spec, after, value, changing));
                if (last.isPresent()) {
                    keep(SUM + spec.name(), place(SUM + spec.name()), sums.get(next), finite);
                }
                next++;
            }
            forward.updates().forEach((name, value) -> {
                keep(name, place(name), value, finite);
                share.ifPresent(part -> average(specOf(name), value, part, changing));
            });
            return norm;
        }

        private List<Value> sums(Map<ParameterSpec, Value> trained, List<Value> gradients) {
            Value first = input(FIRST);
            List<Value> sums = new ArrayList<>();
            for (ParameterSpec spec : trained.keySet()) {
                Value gradient = gradients.get(sums.size());
                Value before = state(SUM + spec.name(), gradient.type());
                places.put(SUM + spec.name(), before);
                sums.add(Value.select(first, gradient, before.add(gradient)));
            }
            return sums;
        }

        /** A count, a buffer of a single number, has no average. */
        private void average(ParameterSpec spec, Value after, Value share, Value changing) {
            if (spec.trainable() || spec.shape().rank() > 0) {
                String name = AVERAGE + spec.name();
                Value before = state(name, after.type());
                state.put(name, spec.shape());
                keep(name, before, before.add(after.subtract(before).multiply(share)), changing);
            }
        }

        private ParameterSpec specOf(String name) {
            return forward.parameters().stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
        }

        private Value state(String name, Type type) {
            return trace.append(new Placeholder(name, Placeholder.Role.STATE, type), List.of()).result();
        }

        private Value input(String name) {
            Value value = trace.input(name, Type.float32());
            kept.add(value);
            return value;
        }

        private Map<String, Value> numbers() {
            Map<String, Value> numbers = new LinkedHashMap<>();
            // In the order of their names: that of a map may differ from run to run, and the graph with it.
            for (String name : new TreeSet<>(settings.optimizer().numbers(1, settings.rate(1)).keySet())) {
                numbers.put(name, input(TrainingGraph.number(name)));
            }
            return numbers;
        }

        /** The parameter after the step. */
        private Value step(ParameterSpec spec, Value parameter, Value gradient, Value changing, Map<String, Value> numbers) {
            List<String> names = new ArrayList<>(List.of(spec.name()));
            List<Value> before = new ArrayList<>(List.of(parameter));
            for (String part : settings.optimizer().state()) {
                String name = OPTIMIZER + part + "." + spec.name();
                names.add(name);
                before.add(state(name, parameter.type()));
                state.put(name, spec.shape());
            }
            List<Value> after = settings.optimizer().step(parameter, gradient, before.subList(1, before.size()), numbers);
            for (int i = 0; i < names.size(); i++) {
                keep(names.get(i), before.get(i), after.get(i), changing);
            }
            return after.getFirst();
        }

        private void keep(String name, Value before, Value after, Value changing) {
            updates.put(name, Value.select(changing, after, before));
        }
    }
}
