package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Composite;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.Lowering;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.operations.Convolution;
import dev.factorizer.api.operations.ConvolutionGeometry;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** {@link MatmulPrecision#BFLOAT16}: either as it is defined, or refused by name. */
final class MatmulPrecisionChecks {
    static final CompileOptions BFLOAT16 = CompileOptions.DEFAULT.withMatmulPrecision(MatmulPrecision.BFLOAT16);
    private static final float[] NUMBERS = {1 + 0x1p-8f, 1 + 0x3p-8f, 1 + 0x1.001p-8f, -1 - 0x1p-9f, 3.14159265f, 0x1.03p-100f,
        -65504, Float.MAX_VALUE, 0};
    private static final float[] ROUNDED = {1, 1 + 0x1p-6f, 1 + 0x1p-7f, -1, 3.140625f, 0x1.04p-100f, -65536,
        Float.POSITIVE_INFINITY, 0};
    /** In bfloat16 256 + 1 is 256. */
    private static final int MANY = 300;

    private final Backend backend;

    MatmulPrecisionChecks(Backend backend) {
        this.backend = backend;
    }

    boolean has() {
        assertTrue(backend.matmulPrecisions().contains(MatmulPrecision.FLOAT32), "each backend has float32");
        return backend.matmulPrecisions().contains(MatmulPrecision.BFLOAT16);
    }

    /** Neither by {@code prepare} nor by {@code compile} is anything made that computes in float32 instead. */
    void refused() {
        Trace trace = new Trace();
        Value x = trace.input("x", Tensor.of(NUMBERS, 1, NUMBERS.length).type());
        Graph graph = Graph.of(Map.of("y", x.matmul(x, true, false)));
        String[] words = {"\"" + backend.name() + "\"", "bfloat16", "expected one of [float32", "choose"};
        ErrorChecks.fails(BackendException.class, () -> backend.prepare(graph, BFLOAT16).close(), words);
        ErrorChecks.fails(BackendException.class, () -> backend.compile(graph, BFLOAT16).close(), words);
        backend.prepare(graph, CompileOptions.DEFAULT).close();
    }

    /** A kernel in float32 that hides products is refused, where a graph was lowered for float32. */
    void hiddenProducts(OperationCase operationCase, long seed) {
        NativeOperations nativeOperations = backend.nativeOperations();
        NativeOperations allowed = MatmulPrecision.BFLOAT16.among(nativeOperations);
        Graph lowered = Lowering.lower(CaseProgram.of(operationCase, seed, 1).graph(), nativeOperations);
        Optional<Node> hidden = lowered.nodes().stream().filter(node -> node.operation() instanceof Composite composite
                && !allowed.runs(composite, node.inputTypes())).findFirst();
        if (hidden.isPresent()) {
            ErrorChecks.fails(BackendException.class, () -> backend.compile(lowered, BFLOAT16).close(),
                    hidden.get().operation().name(), "prepare");
        } else {
            backend.compile(lowered, BFLOAT16).close();
        }
    }

    private float[] run(BinaryOperator<Value> function, Tensor a, Tensor b) {
        Trace trace = new Trace();
        Value y = function.apply(trace.input("a", a.type()), trace.input("b", b.type()));
        try (Executable executable = backend.prepare(Graph.of(Map.of("y", y)), BFLOAT16)) {
            double[] found = executable.run(Map.of("a", a, "b", b)).get("y").toDoubles();
            float[] single = new float[found.length];
            for (int i = 0; i < single.length; i++) {
                single[i] = (float) found[i];
            }
            return single;
        }
    }

    void operandsGoToNearestEven() {
        Tensor row = Tensor.of(NUMBERS, 1, NUMBERS.length);
        Tensor one = Tensor.of(new float[] {1}, 1, 1);
        assertArrayEquals(ROUNDED, run(Value::matmul, one, row), "second operand");
        assertArrayEquals(ROUNDED, run((a, b) -> a.matmul(b, true, false), row, one), "first operand");
        assertArrayEquals(NUMBERS, run((a, b) -> a.matmulFullPrecision(b, false, false), one, row), "exact product");
        Convolution convolution = new Convolution(ConvolutionGeometry.of(1, 1, 0, 1));
        Tensor image = Tensor.of(NUMBERS, 1, 1, NUMBERS.length);
        Tensor kernel = Tensor.of(new float[] {1}, 1, 1, 1);
        assertArrayEquals(ROUNDED, run((a, b) -> a.apply(convolution, b), image, kernel), "image");
        // 1.5 · (1 + 2⁻⁷) lies in the middle of two numbers of bfloat16.
        assertArrayEquals(new float[] {1.5f + 0x1p-6f}, run(Value::matmul, Tensor.of(new float[] {1.5f}, 1, 1),
                Tensor.of(new float[] {1 + 0x1p-7f}, 1, 1)), "result");
    }

    void sumsAreInSinglePrecision() {
        float[] ones = new float[MANY];
        Arrays.fill(ones, 1);
        assertArrayEquals(new float[] {MANY}, run(Value::matmul, Tensor.of(ones, 1, MANY), Tensor.of(ones, MANY, 1)), "matmul");
        assertArrayEquals(new float[] {MANY}, run((a, b) -> a.apply(new Convolution(ConvolutionGeometry.of(1, 1, 0, 1)), b),
                Tensor.of(ones, 1, MANY, 1), Tensor.of(ones, 1, MANY, 1)), "convolution");
    }

    void biasesAreNotRounded() {
        float[] bias = {1 + 0x1p-12f, -3.14159265f};
        Tensor kernel = Tensor.of(new float[] {0, 1}, 2, 1, 1);
        Tensor image = Tensor.of(new float[] {1 + 0x1p-8f}, 1, 1, 1);
        float[] found = run((a, b) -> a.apply(new Convolution(ConvolutionGeometry.of(1, 1, 0, 1)),
                a.trace().literal(kernel.shape(), kernel.toFloats()), b), image, Tensor.of(bias, 2));
        assertArrayEquals(new float[] {bias[0], bias[1] + 1}, found);
    }

    /** What holds no product keeps its bits, factorizations among them; the rest is near the reference, which rounds too. */
    void values(OperationCase operationCase, long seed, int variant) {
        CaseProgram program = CaseProgram.of(operationCase, seed, variant);
        String where = operationCase.name() + " in bfloat16, variant " + variant + ", seed " + seed;
        Graph decomposed = Lowering.lower(program.graph(), NativeOperations.NONE);
        try (Executable native16 = backend.prepare(program.graph(), BFLOAT16);
                Executable decomposed16 = backend.compile(decomposed, BFLOAT16)) {
            int products = productsInARow(decomposed);
            if (products == 0) {
                try (Executable native32 = backend.prepare(program.graph(), CompileOptions.DEFAULT);
                        Executable decomposed32 = backend.compile(decomposed, CompileOptions.DEFAULT)) {
                    Agreement.checkBits(where, program.run(native32), program.run(native16));
                    Agreement.checkBits(where + ", decomposed", program.run(decomposed32), program.run(decomposed16));
                }
                return;
            }
            try (ReferenceBackend reference = new ReferenceBackend();
                    Executable rounding = reference.prepare(program.graph(), BFLOAT16)) {
                Map<String, Tensor> expected = program.run(rounding);
                RoundedAgreement agreement = new RoundedAgreement(products == 1, operationCase.slack());
                agreement.check(where, expected, program.run(native16));
                agreement.check(where + ", decomposed", expected, program.run(decomposed16));
            }
        }
    }

    /** The longest chain of rounded products from an input to a result. */
    private static int productsInARow(Graph lowered) {
        Map<Node, Integer> before = new HashMap<>();
        int longest = 0;
        for (Node node : lowered.nodes()) {
            int chain = node.inputs().stream().mapToInt(input -> before.get(input.node())).max().orElse(0);
            before.put(node, MatmulPrecision.BFLOAT16.isRounded(node) ? chain + 1 : chain);
            longest = Math.max(longest, before.get(node));
        }
        return longest;
    }
}
