package dev.factorizer.models.training;

import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Literal;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Operation;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.operations.Placeholder;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A graph as text that says all of it and nothing of how its classes are written: operations by name with the values of their
 * settings, inputs, types and, on request, the layers' paths. A parameter stands under its own name instead. The precision of a
 * convolution, which is younger than the digests, is listed only where it is full.
 */
final class GraphListing {
    private GraphListing() { }

    static String of(Graph graph, boolean paths) {
        StringBuilder text = new StringBuilder();
        for (Node node : graph.nodes()) {
            text.append(node.id()).append(' ').append(node.operation().name()).append(value(node.operation()))
                    .append(node.inputs().stream().map(one -> one.node().id() + "." + one.node().results().indexOf(one)).toList())
                    .append(node.types());
            if (paths && !(node.operation() instanceof Placeholder)) {
                text.append(' ').append(node.path());
            }
            text.append('\n');
        }
        graph.outputs().forEach((name, one) -> text.append(name).append(' ').append(one.node().id()).append('\n'));
        graph.updates().forEach((name, one) -> text.append(name).append(' ').append(one.node().id()).append('\n'));
        return text.toString();
    }

    /** How often each composite occurs. */
    static Map<String, Long> composites(Graph graph) {
        return graph.nodes().stream().map(Node::operation).filter(Composite.class::isInstance)
                .collect(Collectors.groupingBy(Operation::name, TreeMap::new, Collectors.counting()));
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Object value) {
        return switch (value) {
            case Literal literal -> literal.type() + " " + (literal.type().dataType().isFloat()
                    ? Arrays.hashCode(literal.tensor().toFloats()) : Arrays.hashCode(literal.tensor().toInts()));
            case List<?> list -> list.stream().map(GraphListing::value).toList().toString();
            case ConvolutionGeometry window when !window.fullPrecision() -> Stream.of(window.strides(), window.low(), window.high(),
                    window.groups()).map(GraphListing::value).collect(Collectors.joining(", ", "(", ")"));
            case Record fields -> List.of(fields.getClass().getRecordComponents()).stream()
                    .map(field -> value(get(field, fields))).collect(Collectors.joining(", ", "(", ")"));
            default -> value.toString();
        };
    }

    private static Object get(RecordComponent field, Record fields) {
        try {
            return field.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
