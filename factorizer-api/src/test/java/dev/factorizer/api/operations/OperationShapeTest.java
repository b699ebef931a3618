package dev.factorizer.api.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Elementwise;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.OperationCases.Case;
import dev.factorizer.api.tensor.Type;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationShapeTest {
    static Stream<Case> all() {
        return Stream.concat(OperationCases.primitives().stream(), OperationCases.composites().stream());
    }

    static Stream<Case> composites() {
        return OperationCases.composites().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void resultsHaveTheStatedTypes(Case example) {
        assertEquals(example.results(), example.operation().infer(example.inputs()));
    }

    @ParameterizedTest
    @MethodSource("composites")
    void decompositionKeepsThePromise(Case example) {
        Trace trace = new Trace();
        Node node = trace.append(example.operation(), inputs(trace, example.inputs()));
        Graph lowered = Lowering.lower(Graph.of(named(node.results())), NativeOperations.NONE);
        assertTrue(lowered.nodes().stream().allMatch(lower -> lower.operation() instanceof Primitive), lowered.toString());
        assertEquals(example.results(), lowered.outputs().values().stream().map(Value::type).toList());
    }

    @ParameterizedTest
    @MethodSource("composites")
    void gradientsHaveTheTypesOfTheInputs(Case example) {
        Trace trace = new Trace();
        List<Value> inputs = inputs(trace, example.inputs());
        Node node = trace.append(example.operation(), inputs);
        List<Value> cotangents = new ArrayList<>();
        for (Type type : node.types()) {
            cotangents.add(trace.input("cotangent" + cotangents.size(), type));
        }
        List<Value> gradients = Differentiation.pullBack(node.results(), cotangents, inputs);
        assertEquals(example.inputs(), gradients.stream().map(Value::type).toList());
        Graph lowered = Lowering.lower(Graph.of(named(gradients)), NativeOperations.NONE);
        assertEquals(example.inputs(), lowered.outputs().values().stream().map(Value::type).toList());
        assertTrue(lowered.placeholders().stream().anyMatch(x -> x.name().startsWith("cotangent")),
                "no gradient depends on a cotangent");
    }

    @Test
    void everyPrimitiveHasACase() {
        Set<Class<?>> expected = Set.of(Primitive.class.getPermittedSubclasses());
        Set<Class<?>> seen = OperationCases.primitives().stream().map(example -> example.operation().getClass())
                .collect(Collectors.toSet());
        assertEquals(26, expected.size());
        assertEquals(expected, seen);
    }

    /** Functions of each element inherit their shape rule; the contract of backends has a case for each of them. */
    @Test
    void everyCompositeHasACase() throws IOException, URISyntaxException {
        Path classes = Path.of(Composite.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassModel model = ClassFile.of().parse(file);
                boolean composite = model.interfaces().stream()
                        .anyMatch(type -> type.asInternalName().equals(internal(Composite.class)));
                if (composite && !model.flags().has(java.lang.reflect.AccessFlag.INTERFACE)) {
                    expected.add(model.thisClass().asInternalName());
                }
            }
        }
        // Differentiation makes this one itself; every gradient case goes through it.
        expected.remove("dev/factorizer/api/differentiation/VectorJacobianProduct");
        Set<String> seen = OperationCases.composites().stream().map(Case::operation)
                .filter(operation -> !(operation instanceof Elementwise)).map(operation -> internal(operation.getClass()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, seen);
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private static List<Value> inputs(Trace trace, List<Type> types) {
        List<Value> inputs = new ArrayList<>();
        for (Type type : types) {
            inputs.add(trace.input("input" + inputs.size(), type));
        }
        return inputs;
    }

    private static Map<String, Value> named(List<Value> values) {
        Map<String, Value> named = new LinkedHashMap<>();
        values.forEach(value -> named.put("result" + named.size(), value));
        return named;
    }
}
