package dev.factorizer.contract;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.differentiation.Differentiation;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Factorize;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Placeholder;
import dev.factorizer.api.operations.Solve;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** What goes wrong says so: which tensor or operation, what was found, what was expected. */
final class ErrorChecks {
    private static final Tensor TWO = Tensor.of(new float[2], 2);
    private static final Tensor THREE = Tensor.of(new float[3], 3);

    private final Backend backend;

    ErrorChecks(Backend backend) {
        this.backend = backend;
    }

    /** x + p with x an input and p a parameter, both of two floats. */
    private Executable sum() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Value p = trace.append(new Placeholder("p", Placeholder.Role.PARAMETER, Type.float32(2)), List.of()).result();
        return backend.prepare(Graph.of(Map.of("y", x.add(p))), CompileOptions.DEFAULT);
    }

    /** Runs something that must fail; its message must hold all the words. Numbers may have separators: 36,992. */
    static void fails(Class<? extends Throwable> kind, Runnable action, String... words) {
        Throwable thrown = Assertions.assertThrows(kind, action::run);
        String message = String.valueOf(thrown.getMessage());
        String plain = message.replaceAll("(?<=\\d)[,' ](?=\\d{3})", "");
        for (String word : words) {
            Assertions.assertTrue(message.contains(word) || plain.contains(word),
                    () -> "message \"" + message + "\" does not mention \"" + word + "\"");
        }
    }

    void inputs() {
        try (Executable executable = sum()) {
            fails(IllegalArgumentException.class, () -> executable.run(Map.of()), "\"x\"", "missing", "float32 2");
            fails(IllegalArgumentException.class, () -> executable.run(Map.of("x", THREE)), "\"x\"", "float32 3",
                    "expected float32 2");
            fails(IllegalArgumentException.class, () -> executable.run(Map.of("x", Tensor.of(Shape.of(2), new int[2]))),
                    "\"x\"", "int32 2", "expected float32 2");
            fails(IllegalArgumentException.class, () -> executable.run(Map.of("x", TWO, "z", TWO)), "\"z\"", "unknown", "x");
            executable.run(Map.of("x", TWO)); // a refused call leaves the program usable
        }
    }

    void keptValues() {
        try (Executable executable = sum()) {
            fails(IllegalArgumentException.class, () -> executable.load("q", TWO), "\"q\"", "unknown");
            fails(IllegalArgumentException.class, () -> executable.read("q"), "\"q\"", "unknown");
            fails(IllegalArgumentException.class, () -> executable.load("x", TWO), "\"x\"", "input");
            fails(IllegalArgumentException.class, () -> executable.load("p", THREE), "\"p\"", "float32 3",
                    "expected float32 2");
        }
    }

    void afterClose() {
        Executable executable = sum();
        executable.close();
        executable.close(); // closing twice is no error
        fails(IllegalStateException.class, () -> executable.run(Map.of("x", TWO)), "closed");
        fails(IllegalStateException.class, () -> executable.read("p"), "closed");
    }

    /** An index outside the axis names the operation, its layer and the index. */
    void badIndex() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(3, 2));
        Value index = trace.input("index", new Type(DataType.INT32, Shape.of(2)));
        Value y = trace.at(CaseProgram.PATH, () -> x.apply(new Gather(0), index));
        try (Executable executable = backend.prepare(Graph.of(Map.of("y", y)), CompileOptions.DEFAULT)) {
            for (int bad : new int[] {3, -1, 1_000_000}) {
                Tensor indices = Tensor.of(Shape.of(2), new int[] {0, bad});
                fails(BackendException.class, () -> executable.run(Map.of("x", Tensor.of(new float[6], 3, 2), "index",
                        indices)), "gather", CaseProgram.PATH, Integer.toString(bad));
            }
        }
    }

    /** A system without solution names the operation and its layer. */
    void singularSystem() {
        Trace trace = new Trace();
        Value a = trace.input("a", Type.float32(1, 2, 2));
        Value b = trace.input("b", Type.float32(1, 2, 1));
        Value y = trace.at(CaseProgram.PATH, () -> a.apply(new Solve(), b));
        try (Executable executable = backend.prepare(Graph.of(Map.of("y", y)), CompileOptions.DEFAULT)) {
            fails(BackendException.class, () -> executable.run(Map.of("a", Tensor.of(new float[] {1, 2, 2, 4}, 1, 2, 2),
                    "b", Tensor.of(new float[2], 1, 2, 1))), "solve", CaseProgram.PATH, "singular");
        }
    }

    /** Least squares of matrices without anything in them have no factor to continue with, whichever solver runs the systems. */
    void singularFactorization() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2, 3, 4));
        Value u = trace.input("u", Type.float32(3, 1));
        Value v = trace.input("v", Type.float32(4, 1));
        Value y = trace.at(CaseProgram.PATH, () -> x.apply(new Factorize(Factorization.of(Solver.LS)), u, v));
        Value dx = Differentiation.pullBack(List.of(y), List.of(y), List.of(x)).getFirst();
        Map<String, Tensor> zeros = Map.of("x", Tensor.of(new float[24], 2, 3, 4), "u", Tensor.of(new float[] {1, 1, 1}, 3, 1),
                "v", Tensor.of(new float[] {1, 1, 1, 1}, 4, 1));
        for (Value wanted : List.of(y, dx)) {
            try (Executable executable = backend.prepare(Graph.of(Map.of("y", wanted)), CompileOptions.DEFAULT)) {
                fails(BackendException.class, () -> executable.run(zeros), CaseProgram.PATH, "singular");
            }
        }
    }

    /** Graphs that were not lowered are refused, not guessed at. */
    void notLowered() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Graph graph = Graph.of(Map.of("y", x.apply(new Unheard())));
        fails(BackendException.class, () -> backend.compile(graph, CompileOptions.DEFAULT).close(), "unheard");
    }

    /** A composite no backend has a kernel for. */
    private record Unheard() implements dev.factorizer.api.graph.Elementwise {
        @Override
        public Value decompose(Value x) {
            return x.add(1);
        }
    }
}
