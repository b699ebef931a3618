package dev.factorizer.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.contract.OperationCase.Gradients;
import dev.factorizer.reference.ReferenceBackendProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What an operation must do on a backend. Authors of an operation extend it and list their cases:
 * {@snippet :
 * class SoftsignTest extends OperationContract {
 *     protected Stream<OperationCase> operations() { return Stream.of(OperationCase.elementwise(new Softsign())); }
 * }
 * }
 * Sizes and numbers come from a fixed seed that failures print; {@code -Dfactorizer.contract.seed=N} chooses another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OperationContract {
    /** Where sizes and numbers are drawn from. */
    static final long SEED = Long.getLong("factorizer.contract.seed", 20261124);

    private static final int MOST_THREADS = 3;

    private final List<OperationCase> cases = new ArrayList<>();
    private final List<Backend> backends = new ArrayList<>();

    /** For subclasses. */
    protected OperationContract() { }

    /**
     * {@return the provider of the backend that the operations run on: the reference, unless overridden} It must be
     * available where the tests run.
     */
    protected BackendProvider provider() {
        return new ReferenceBackendProvider();
    }

    /** {@return the cases to test, with unique names} */
    protected abstract Stream<OperationCase> operations();

    @BeforeAll
    void open() {
        operations().forEach(cases::add);
        Set<String> names = new HashSet<>();
        assertEquals(List.of(), cases.stream().map(OperationCase::name).filter(name -> !names.add(name)).toList(),
                "names of cases that stand twice");
        for (int threads = 1; threads <= MOST_THREADS; threads++) {
            backends.add(provider().open(new BackendOptions("", threads)));
        }
    }

    @AfterAll
    void close() {
        backends.forEach(Backend::close);
    }

    /** The provider's, with two threads. */
    final Backend backend() {
        return backends.get(1);
    }

    private Stream<DynamicTest> each(String what, Predicate<OperationCase> wanted, BiConsumer<OperationCase, Integer> check) {
        return cases.stream().filter(wanted).flatMap(one -> IntStream.range(0, RandomInputs.VARIANTS).mapToObj(variant ->
                dynamicTest(what + " of " + one.name() + ", variant " + variant, () -> check.accept(one, variant))));
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradientsAreTheReferences() {
        OperationChecks checks = new OperationChecks(SEED);
        return each("values", one -> true, (one, variant) -> checks.values(one, variant, backend()));
    }

    @TestFactory
    Stream<DynamicTest> bitsDependNeitherOnTheRunNorOnThreads() {
        OperationChecks checks = new OperationChecks(SEED);
        return each("bits", one -> true, (one, variant) -> checks.bits(one, variant, CompileOptions.DEFAULT, backends));
    }

    @TestFactory
    Stream<DynamicTest> plansHoldAllValues() {
        MemoryChecks checks = new MemoryChecks(backend());
        return each("memory", one -> true, (one, variant) -> checks.plan(one, SEED, variant));
    }

    @TestFactory
    Stream<DynamicTest> memoryLimitsAreKept() {
        MemoryChecks checks = new MemoryChecks(backend());
        return each("limit", OperationCase::everyCheck, (one, variant) -> checks.limit(one, SEED, variant));
    }

    @TestFactory
    Stream<DynamicTest> whatHasNoDerivativeSaysSo() {
        return each("refused gradient", one -> one.gradients() == Gradients.REFUSED,
                (one, variant) -> RefusedGradient.check(one, SEED, variant));
    }

    /** Those of the API's own operations were checked where they are made. */
    @TestFactory
    Stream<DynamicTest> gradientsAreDerivatives() {
        Set<String> checked = OperationCases.all().stream().map(OperationCase::name).collect(Collectors.toSet());
        return each("derivative", one -> GradientCheck.applies(one) && !checked.contains(one.name()),
                (one, variant) -> GradientCheck.check(one, SEED, variant));
    }

    @TestFactory
    Stream<DynamicTest> productsAreRoundedAsAskedFor() {
        MatmulPrecisionChecks checks = new MatmulPrecisionChecks(backend());
        if (!checks.has()) {
            return Stream.empty();
        }
        OperationChecks bits = new OperationChecks(SEED);
        return Stream.of(
                cases.stream().filter(OperationCase::everyCheck)
                        .map(one -> dynamicTest("hidden in " + one.name(), () -> checks.hiddenProducts(one, SEED))),
                each("bfloat16", one -> true, (one, variant) -> checks.values(one, SEED, variant)),
                each("bits in bfloat16", OperationCase::everyCheck,
                        (one, variant) -> bits.bits(one, variant, MatmulPrecisionChecks.BFLOAT16, backends)))
                .flatMap(tests -> tests);
    }
}
