package dev.factorizer.models.explanation;

import dev.factorizer.api.factorization.FactorPair;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Resize;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a network where the matrices of an image are replaced by their factorization and put back as an image.
 *
 * @param name the path of the layer, with a number behind it where a layer factorizes more than once
 * @param matrices the factorization
 * @param image what puts its result back
 */
record FactorizationLayer(String name, Node matrices, Node image) {
    /**
     * All of a network, in the order they are computed. Left out are factorizations of something else than an image of the
     * network's axes: their components have no place in a scan.
     *
     * @param program the network as its layers write it
     */
    static List<FactorizationLayer> of(Program program) {
        int axes = program.graph().outputs().values().iterator().next().shape().rank() - 2;
        List<FactorizationLayer> found = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (Node node : program.graph().nodes()) {
            if (node.operation() instanceof Factorize) {
                putBack(program.graph(), node, axes).ifPresent(image -> {
                    int number = names.merge(node.path(), 1, Integer::sum);
                    found.add(new FactorizationLayer(number == 1 ? node.path() : node.path() + "-" + number, node, image));
                });
            }
        }
        return found;
    }

    private static Optional<Node> putBack(Graph graph, Node factorization, int axes) {
        return graph.nodes().stream().filter(node -> node.inputs().contains(factorization.result())
                && node.operation() instanceof Dematricize back && back.layout().grid().size() == axes
                && node.result().shape().size(0) == 1).findFirst();
    }

    Matricization layout() {
        return ((Dematricize) image.operation()).layout();
    }

    private Factorize operation() {
        return (Factorize) matrices.operation();
    }

    /** How many components each matrix has. */
    int rank() {
        Shape x = matrices.input(0).shape();
        return operation().settings().rank().of(x.size(-2), x.size(-1));
    }

    /** How many maps there are: one for each shift, head and component, the component fastest. */
    long maps() {
        return (long) layout().shifts().size() * layout().heads() * rank();
    }

    /**
     * What computes the maps for a window, and behind them the reconstruction: (1, C, window…) → (1, maps + 1, window…). Of u_r
     * v_rᵀ a map has the sum over the head's channels, (Σ_c u_cr) v_r, put back like the layer's own result, of which it is a part:
     * divided by the number of shifts. The reconstruction is that result, summed over channels.
     *
     * @param program the network that this is a layer of
     * @param window the spatial size of the network's input
     */
    Program mapping(Program program, Shape window) {
        List<Value> inputs = matrices.inputs();
        List<Value> factors = inputs.getFirst().applyAll(new FactorPair(operation().settings()),
                inputs.subList(1, inputs.size()).toArray(Value[]::new));
        Value components = factors.get(1).multiply(factors.get(0).sum(-2)).transpose();
        List<Value> parts = new ArrayList<>();
        int heads = layout().heads();
        int shifts = layout().shifts().size();
        for (int s = 0; s < shifts; s++) {
            Matricization one = new Matricization(heads, layout().grid(), layout().patch(), List.of(layout().shifts().get(s)));
            Value map = components.slice(0, s * heads, heads).apply(new Dematricize(one, heads * rank()));
            parts.add(shifts == 1 ? map : map.multiply(1.0 / shifts));
        }
        parts.add(image.result().sum(1));
        Value all = parts.getFirst().concatenate(1, parts.subList(1, parts.size()).toArray(Value[]::new));
        Value enlarged = all.shape().spatial().equals(window) ? all
                : all.apply(new Resize(window, Resize.Mode.NEAREST_EXACT));
        return new Program(Graph.of(Map.of("y", enlarged)), program.parameters());
    }
}
