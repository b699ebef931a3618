package dev.factorizer.backend.djl.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Primitive;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.Constant;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.djl.DjlBackendProvider;
import dev.factorizer.contract.OperationCase;
import dev.factorizer.contract.OperationCases;
import dev.factorizer.contract.RandomInputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every primitive that an operation or its gradient becomes, on a device that is not the host: nothing comes back. */
class PretendedDeviceTest {
    private static final long SEED = 20;
    /** What makes a number of Java's, or Python's, out of a tensor. */
    private static final Pattern READ = Pattern.compile("\\b(int|float|bool)\\(|item|tolist|assert|\\bif\\b");
    /** An index that is computed is checked, so that its least and greatest come back; one that stands in the graph isn't. */
    private static final Set<String> CHECKED = Set.of("gather", "scatterAdd");
    /** Calls of one function each that the library has no form of for the pretended device. */
    private static final Set<String> UNKNOWN = Set.of("convolution", "convolutionInputGradient", "convolutionWeightGradient", "flip",
            "gather of known elements");

    private static Backend backend;
    private static PtNDManager manager;

    @BeforeAll
    static void open() {
        backend = new DjlBackendProvider().open(BackendOptions.DEFAULT);
        manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    }

    @AfterAll
    static void close() {
        manager.close();
        backend.close();
    }

    /** The results of a case, and the gradients where it has any. */
    private static Graph graph(OperationCase operationCase) {
        OperationCase.Application application = operationCase.draw(new RandomInputs(SEED, 0));
        Trace trace = new Trace();
        List<Value> arguments = new ArrayList<>();
        for (Tensor tensor : application.arguments()) {
            arguments.add(trace.input("argument" + arguments.size(), tensor.type()));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> results = trace.append(application.operation(), arguments).results();
        results.forEach(result -> outputs.put("result" + outputs.size(), result));
        if (Set.of(OperationCase.Gradients.DERIVATIVE, OperationCase.Gradients.DEFINED).contains(operationCase.gradients())) {
            List<Value> cotangents = new ArrayList<>();
            results.forEach(result -> cotangents.add(trace.input("cotangent" + cotangents.size(), result.type())));
            List<Value> with = arguments.stream().filter(value -> value.type().dataType().isFloat()).toList();
            Differentiation.pullBack(results, cotangents, with).forEach(value -> outputs.put("gradient" + outputs.size(), value));
        }
        return Lowering.lower(Graph.of(outputs), NativeOperations.NONE);
    }

    private static TorchScript script(Node node, MatmulPrecision products) {
        return TorchScript.of(List.of(node), List.copyOf(new LinkedHashSet<>(node.inputs())), node.results(), products,
                PretendedDevice.NAME);
    }

    /** The scripts of all primitives in all cases, each once. */
    private static Map<TorchScript, Node> primitives() {
        Map<String, TorchScript> known = new HashMap<>();
        Map<TorchScript, Node> found = new LinkedHashMap<>();
        for (OperationCase operationCase : OperationCases.all()) {
            for (Node node : graph(operationCase).nodes()) {
                if (!(node.operation() instanceof Placeholder || node.operation() instanceof Constant)) {
                    for (MatmulPrecision products : MatmulPrecision.values()) {
                        TorchScript script = script(node, products);
                        if (known.putIfAbsent(script.source(), script) == null) {
                            found.put(script, node);
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String name(Node node) {
        boolean known = node.inputs().size() > 1 && node.input(1).node().operation() instanceof Constant;
        return node.operation().name() + (CHECKED.contains(node.operation().name()) && known ? " of known elements" : "");
    }

    @Test
    void nothingComesBackToTheHost() {
        Set<Class<?>> kinds = new HashSet<>();
        Set<String> reading = new TreeSet<>();
        Set<String> failed = new TreeSet<>();
        primitives().forEach((script, node) -> {
            String source = script.source();
            kinds.add(node.operation().getClass());
            assertFalse(source.contains("cpu") || source.contains("cuda"), source);
            if (READ.matcher(source.substring(source.indexOf('\n', source.indexOf("def forward")))).find()) {
                reading.add(name(node));
            }
            PretendedDevice.failure(script, manager).ifPresent(why ->
                    failed.add(why.contains("kernel registered") || why.contains("overrideable") ? name(node) : node + ": " + why));
        });
        // All but what is given, placeholders and constants, and the cut of gradients, which is nothing once they are there.
        assertEquals(Primitive.class.getPermittedSubclasses().length - 3, kinds.size(), () -> "kinds of primitives seen: " + kinds);
        assertEquals(CHECKED, reading, "primitives that read a number");
        Set<String> expected = new TreeSet<>(UNKNOWN);
        expected.addAll(CHECKED);
        assertEquals(expected, failed);
    }

    /** Else the test above would prove nothing. */
    @Test
    void whatIsOnTheHostIsSeen() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(4));
        Node sum = x.add(1).node();
        assertEquals(Optional.empty(), PretendedDevice.failure(script(sum, MatmulPrecision.FLOAT32), manager));
        TorchScript written = script(sum, MatmulPrecision.FLOAT32);
        String reading = written.source().replace("torch.add(v0, v1)", "torch.mul(v0, float(torch.select(v0, 0, 0)))");
        assertTrue(READ.matcher(reading).find(), reading);
        String read = PretendedDevice.failure(new TorchScript(reading, written.inputs(), written.outputs(), Map.of()), manager)
                .orElseThrow();
        assertTrue(read.contains("_local_scalar_dense"), read);
        Node ones = trace.append(new Fill(Type.float32(4), 1), List.of());
        Value more = x.add(ones.result());
        String elsewhere = PretendedDevice.failure(TorchScript.of(List.of(ones, more.node()), List.of(x), List.of(more),
                MatmulPrecision.FLOAT32, "cpu"), manager).orElseThrow();
        assertTrue(elsewhere.contains("device"), elsewhere);
    }
}
