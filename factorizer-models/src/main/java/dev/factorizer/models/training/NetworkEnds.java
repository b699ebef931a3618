package dev.factorizer.models.training;

import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.Pad;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a network's parameters touch what it is used for: those that have an axis for the channels of the image, or for its regions.
 *
 * @param parameters all parameters and buffers, also of heads that are only trained
 * @param first weights of layers that see the image itself; axis 1 has its channels
 * @param last weights and constants of layers that give a result; axis 0 has its regions
 */
record NetworkEnds(List<ParameterSpec> parameters, Set<String> first, Set<String> last) {
    static NetworkEnds of(NetworkSettings settings) {
        Trace trace = new Trace();
        Scope root = Scope.root(trace, true);
        Shape image = Shape.of(1, settings.inputChannels()).append(settings.window().stream().mapToInt(Integer::intValue).toArray());
        List<Value> results = settings.network().apply(root, trace.input(Program.INPUT, Type.float32(image)));
        Set<String> first = new HashSet<>();
        for (Node node : trace.nodes()) {
            if (isLinear(node) && isImage(node.input(0)) && node.input(1).shape().size(1) == settings.inputChannels()) {
                parameter(node.input(1)).ifPresent(first::add);
            }
        }
        Set<String> last = new HashSet<>();
        for (Value result : results) {
            // A coarse result may be brought to the finest one's size.
            Node node = result.node().operation() instanceof Resize ? result.node().input(0).node() : result.node();
            if (isLinear(node)) {
                node.inputs().stream().skip(1).forEach(input -> parameter(input).ifPresent(last::add));
            }
        }
        return new NetworkEnds(List.copyOf(root.parameters().keySet()), first, last);
    }

    private static boolean isLinear(Node node) {
        return node.operation() instanceof Convolution || node.operation() instanceof ChannelLinear;
    }

    private static boolean isImage(Value value) {
        return switch (value.node().operation()) {
            case Pad _ -> isImage(value.node().input(0));
            case Placeholder placeholder -> placeholder.role() == Placeholder.Role.INPUT;
            default -> false;
        };
    }

    private static Optional<String> parameter(Value value) {
        return value.node().operation() instanceof Placeholder placeholder && placeholder.role() == Placeholder.Role.PARAMETER
                ? Optional.of(placeholder.name()) : Optional.empty();
    }
}
