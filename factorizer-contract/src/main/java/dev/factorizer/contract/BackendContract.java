package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.Device;
import dev.factorizer.contract.OperationCase.Gradients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What a backend must do. Extend it and name the provider:
 * {@snippet :
 * class MyBackendTest extends BackendContract {
 *     protected BackendProvider provider() { return new MyProvider(); }
 * }
 * }
 * Sizes and numbers come from a fixed seed that failures print; {@code -Dfactorizer.contract.seed=N} chooses another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
    private static final int MOST_THREADS = 3;
    private static final int NETWORKS = 24;
    /** How many the API has had since its first release: a scan that finds fewer looked in the wrong place. */
    private static final int LEAST_OPERATIONS = 57;

    private final long seed = Long.getLong("factorizer.contract.seed", 20261124);
    private final List<OperationCase> cases = OperationCases.all();
    private final List<Backend> backends = new ArrayList<>();

    /** For subclasses. */
    protected BackendContract() { }

    /**
     * The backend that is tested.
     *
     * @return its provider; it must be available where the tests run
     */
    protected abstract BackendProvider provider();

    @BeforeAll
    void open() {
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            backends.add(provider().open(new BackendOptions("", threads)));
        }
    }

    @AfterAll
    void close() {
        backends.forEach(Backend::close);
    }

    private Backend backend() {
        return backends.get(1);
    }

    private Stream<DynamicTest> each(String what, Predicate<OperationCase> wanted, BiConsumer<OperationCase, Integer> check) {
        return cases.stream().filter(wanted).flatMap(one -> IntStream.range(0, Draw.VARIANTS).mapToObj(variant ->
                dynamicTest(what + " of " + one.name() + ", variant " + variant, () -> check.accept(one, variant))));
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradientsAreTheReferences() {
        OperationChecks checks = new OperationChecks(seed);
        return each("values", one -> true, (one, variant) -> checks.values(one, variant, backend()));
    }

    @TestFactory
    Stream<DynamicTest> bitsDependNeitherOnTheRunNorOnThreads() {
        OperationChecks checks = new OperationChecks(seed);
        return each("bits", one -> true, (one, variant) -> checks.bits(one, variant, CompileOptions.DEFAULT, backends));
    }

    @TestFactory
    Stream<DynamicTest> plansHoldAllValues() {
        MemoryChecks checks = new MemoryChecks(backend());
        return each("memory", one -> true, (one, variant) -> checks.plan(one, seed, variant));
    }

    @TestFactory
    Stream<DynamicTest> memoryLimitsAreKept() {
        MemoryChecks checks = new MemoryChecks(backend());
        Predicate<OperationCase> some = one -> one.name().startsWith("m") || one.name().startsWith("convolution");
        return each("limit", some, (one, variant) -> checks.limit(one, seed, variant));
    }

    @TestFactory
    Stream<DynamicTest> networksOfAnySettingsAreTheReferences() {
        return LongStream.range(seed, seed + NETWORKS).mapToObj(one ->
                dynamicTest("network of seed " + one, () -> NetworkChecks.check(one, backend())));
    }

    @TestFactory
    Stream<DynamicTest> whatHasNoDerivativeSaysSo() {
        return each("refused gradient", one -> one.gradients() == Gradients.REFUSED,
                (one, variant) -> RefusedGradient.check(one, seed, variant));
    }

    @Test
    void everyOperationHasACase() throws IOException {
        SortedSet<String> operations = ModuleOperations.names();
        assertTrue(operations.size() >= LEAST_OPERATIONS, () -> "saw only " + operations);
        assertEquals(List.of(), Coverage.of(cases, seed).missing(operations), "operations without a case in OperationCases");
    }

    @TestFactory
    Stream<DynamicTest> stateIsKept() {
        StateChecks checks = new StateChecks(backend());
        return Stream.of(dynamicTest("counter", checks::counts), dynamicTest("swap", checks::swaps),
                dynamicTest("random key", checks::randomKey), dynamicTest("plain outputs", checks::plainOutputs),
                dynamicTest("ownership", checks::ownership), dynamicTest("failed runs", checks::failedRuns), dynamicTest("joined twice", checks::joinedTwice));
    }

    @TestFactory
    Stream<DynamicTest> errorsNameWhatIsWrong() {
        ErrorChecks checks = new ErrorChecks(backend());
        return Stream.of(dynamicTest("inputs", checks::inputs), dynamicTest("kept values", checks::keptValues),
                dynamicTest("after close", checks::afterClose), dynamicTest("bad index", checks::badIndex),
                dynamicTest("singular system", checks::singularSystem),
                dynamicTest("singular factorization", checks::singularFactorization), dynamicTest("not lowered", checks::notLowered));
    }

    @TestFactory
    Stream<DynamicTest> productsAreStoredAsAskedForOrRefused() {
        MatmulPrecisionChecks checks = new MatmulPrecisionChecks(backend());
        if (!checks.has()) {
            return Stream.of(dynamicTest("refused", checks::refused));
        }
        OperationChecks bits = new OperationChecks(seed);
        Predicate<OperationCase> some = one -> one.name().startsWith("m") || one.name().startsWith("c");
        return Stream.of(Stream.of(dynamicTest("nearest, ties to even", checks::operandsGoToNearestEven),
                dynamicTest("sums", checks::sumsAreInSinglePrecision), dynamicTest("bias", checks::biasesAreNotRounded)),
                cases.stream().filter(one -> one.name().equals("channelMlpBranch") || one.name().equals("mixerBranch"))
                        .map(one -> dynamicTest("hidden in " + one.name(), () -> checks.hiddenProducts(one, seed))),
                each("bfloat16", one -> true, (one, variant) -> checks.values(one, seed, variant)),
                each("bits in bfloat16", some, (one, variant) -> bits.bits(one, variant, MatmulPrecisionChecks.BFLOAT16, backends)))
                .flatMap(tests -> tests);
    }

    @Test
    void theProviderTellsItsDevices() {
        BackendProvider provider = provider();
        assertEquals(provider.name().toLowerCase(Locale.ROOT), provider.name(), "the name is in lower case");
        List<Device> devices = assertInstanceOf(Availability.Available.class, provider.availability(),
                "the backend must be available where its contract is tested").devices();
        assertEquals(provider.name(), backend().name(), "name of the opened backend");
        assertEquals(devices.getFirst().name(), backend().device().name(), "the first device is the best");
        for (Device device : devices) {
            assertTrue(device.memoryBytes() > 0, () -> device + " states no memory");
            try (Backend named = provider.open(new BackendOptions(device.name(), 1))) {
                assertEquals(device.name(), named.device().name(), "device asked for by name");
            }
        }
        BackendException unknown = assertThrows(BackendException.class,
                () -> provider.open(new BackendOptions("no such device", 1)).close());
        assertTrue(unknown.getMessage().contains("no such device"), unknown.getMessage());
    }
}
