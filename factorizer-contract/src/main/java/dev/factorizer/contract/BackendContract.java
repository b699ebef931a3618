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
import dev.factorizer.api.backend.Device;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a backend must do. Extend it and name the provider:
 * {@snippet :
 * class MyBackendTest extends BackendContract {
 *     protected BackendProvider provider() { return new MyProvider(); }
 * }
 * }
 */
public abstract class BackendContract extends OperationContract {
    private static final int NETWORKS = 24;

    /** For subclasses. */
    protected BackendContract() { }

    /** {@return the provider of the backend under test} It must be available where the tests run. */
    @Override
    protected abstract BackendProvider provider();

    /** The API's operations; {@code Stream.concat(super.operations(), …)} adds yours. */
    @Override
    protected Stream<OperationCase> operations() {
        return OperationCases.all().stream();
    }

    @TestFactory
    Stream<DynamicTest> networksOfAnySettingsAreTheReferences() {
        return LongStream.range(SEED, SEED + NETWORKS).mapToObj(one ->
                dynamicTest("network of seed " + one, () -> NetworkChecks.check(one, backend())));
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
    Stream<DynamicTest> roundedProductsAreAsDefinedOrRefused() {
        MatmulPrecisionChecks checks = new MatmulPrecisionChecks(backend());
        return checks.has() ? Stream.of(dynamicTest("nearest, ties to even", checks::operandsGoToNearestEven),
                dynamicTest("sums", checks::sumsAreInSinglePrecision), dynamicTest("bias", checks::biasesAreNotRounded))
                : Stream.of(dynamicTest("refused", checks::refused));
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
                assertEquals(1, named.threads(), "threads asked for");
            }
        }
        BackendException unknown = assertThrows(BackendException.class,
                () -> provider.open(new BackendOptions("no such device", 1)).close());
        assertTrue(unknown.getMessage().contains("no such device"), unknown.getMessage());
    }
}
