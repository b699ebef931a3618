package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.api.backend.Executable;
import dev.factorizer.api.graph.Graph;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.lowering.NativeOperations;
import dev.factorizer.api.memory.MemoryPlan;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.reference.ReferenceBackend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract notices a backend that is a little wrong, and one that is not the same twice. */
class WrongBackendTest {
    private static final long SEED = 20261124;

    private static OperationCase named(String name) {
        return OperationCases.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void wrongValuesAreNoticed() {
        try (Backend wrong = new WrongBackend(1e-4)) {
            String message = assertThrows(AssertionError.class,
                    () -> new OperationChecks(SEED).values(named("layerNorm"), 1, wrong)).getMessage();
            assertTrue(message.contains("layerNorm, variant 1, seed " + SEED), message);
        }
    }

    @Test
    void wrongNetworksAreNoticed() {
        try (Backend wrong = new WrongBackend(1e-2)) {
            String message = assertThrows(AssertionError.class, () -> NetworkChecks.check(SEED, wrong)).getMessage();
            assertTrue(message.startsWith("network of seed " + SEED), message);
        }
        try (Backend right = new WrongBackend(0)) {
            NetworkChecks.check(SEED, right);
        }
    }

    @Test
    void otherBitsAreNoticed() {
        try (Backend changing = new WrongBackend(1e-15)) {
            String message = assertThrows(AssertionError.class,
                    () -> new OperationChecks(SEED).bits(named("layerNorm"), 1, CompileOptions.DEFAULT,
                            List.of(changing))).getMessage();
            assertTrue(message.contains("second run"), message);
        }
    }

    @Test
    void productsInFloat32InsteadOfBfloat16AreNoticed() {
        try (Backend ignorant = new WrongBackend(0)) {
            MatmulPrecisionChecks checks = new MatmulPrecisionChecks(ignorant);
            assertTrue(checks.has());
            assertThrows(AssertionError.class, checks::operandsGoToNearestEven);
            for (String one : List.of("matmul square", "convolution in groups", "channelMlpBranch")) {
                String message = assertThrows(AssertionError.class, () -> checks.values(named(one), SEED, 3)).getMessage();
                assertTrue(message.contains(one + " in bfloat16, variant 3, seed " + SEED), message);
            }
        }
    }

    @Test
    void factorizationsInBfloat16AreNoticed() {
        try (Backend changing = new WrongBackend(1e-15)) {
            MatmulPrecisionChecks checks = new MatmulPrecisionChecks(changing);
            String message = assertThrows(AssertionError.class, () -> checks.values(named("factorize as trained"), SEED, 1))
                    .getMessage();
            assertTrue(message.contains("expected the same bits"), message);
        }
    }

    /** The reference without products in bfloat16, each run a share further off than the one before, and twice that in bfloat16. */
    private record WrongBackend(double share, ReferenceBackend reference) implements Backend {
        WrongBackend(double share) {
            this(share, new ReferenceBackend());
        }

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public Device device() {
            return reference.device();
        }

        @Override
        public NativeOperations nativeOperations() {
            return reference.nativeOperations();
        }

        @Override
        public Set<MatmulPrecision> matmulPrecisions() {
            return reference.matmulPrecisions();
        }

        @Override
        public Executable compile(Graph lowered, CompileOptions options) {
            Executable right = reference.compile(lowered, options.withMatmulPrecision(MatmulPrecision.FLOAT32));
            return new WrongExecutable(right, options.matmulPrecision() == MatmulPrecision.FLOAT32 ? share : 2 * share);
        }

        @Override
        public void close() {
            reference.close();
        }
    }

    private static final class WrongExecutable implements Executable {
        private final Executable right;
        private final double share;
        private int runs;

        WrongExecutable(Executable right, double share) {
            this.right = right;
            this.share = share;
        }

        @Override
        public Graph graph() {
            return right.graph();
        }

        @Override
        public MemoryPlan memory() {
            return right.memory();
        }

        @Override
        public void load(String name, Tensor value) {
            right.load(name, value);
        }

        @Override
        public Tensor read(String name) {
            return right.read(name);
        }

        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            runs++;
            Map<String, Tensor> results = new LinkedHashMap<>();
            right.run(inputs).forEach((name, tensor) -> {
                double[] values = tensor.toDoubles();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= 1 + runs * share;
                }
                results.put(name, Tensor.of(tensor.shape(), values));
            });
            return results;
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
