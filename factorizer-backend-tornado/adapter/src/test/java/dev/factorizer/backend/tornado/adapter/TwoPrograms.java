package dev.factorizer.backend.tornado.adapter;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.tornado.TornadoBackendProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Adds on a device, then multiplies, each in a program of its own, and prints both results or what went wrong: started by tests in
 * processes of their own.
 */
final class TwoPrograms {
    private TwoPrograms() { }

    public static void main(String[] arguments) {
        print("sum", x -> x.add(x));
        print("product", x -> x.multiply(x));
    }

    private static void print(String what, UnaryOperator<Value> operation) {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(1000));
        Value y = trace.at("layer.path", () -> operation.apply(x));
        try (Backend backend = new TornadoBackendProvider().open(BackendOptions.DEFAULT);
                Executable executable = backend.prepare(Graph.of(Map.of("y", y)), CompileOptions.DEFAULT)) {
            float[] numbers = new float[1000];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = i + 1;
            }
            Tensor given = Tensor.of(numbers, 1000);
            System.out.println(what + " " + Arrays.toString(Arrays.copyOf(executable.run(Map.of("x", given)).get("y").toFloats(), 3)));
        } catch (BackendException e) {
            System.out.println("error " + e.getMessage());
        }
    }
}
