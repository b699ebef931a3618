package dev.factorizer.backend.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The driver's functions, written in Java and called as native ones. */
@SuppressWarnings("restricted")
class DriverCallsTest {
    private static int initialized;
    private static int version;

    static int cuInit(int flags) {
        return flags == 0 ? initialized : 1;
    }

    static int cuDriverGetVersion(MemorySegment number) {
        return give(number, version);
    }

    static int cuDeviceGetCount(MemorySegment number) {
        return give(number, 2);
    }

    static int cuDeviceGet(MemorySegment device, int index) {
        return give(device, 40 + index);
    }

    static int cuDeviceGetName(MemorySegment name, int bytes, int device) {
        name.reinterpret(bytes).setString(0, "GPU of handle " + device);
        return 0;
    }

    static int cuDeviceTotalMem_v2(MemorySegment number, int device) {
        number.reinterpret(Long.BYTES).set(ValueLayout.JAVA_LONG, 0, (long) device << 30);
        return 0;
    }

    private static int give(MemorySegment number, int value) {
        number.reinterpret(Integer.BYTES).set(ValueLayout.JAVA_INT, 0, value);
        return 0;
    }

    private static SymbolLookup driver(Arena arena) throws ReflectiveOperationException {
        Map<String, MemorySegment> functions = new HashMap<>();
        for (Map.Entry<String, List<Class<?>>> function : Map.<String, List<Class<?>>>of("cuInit", List.of(int.class),
                "cuDriverGetVersion", List.of(MemorySegment.class), "cuDeviceGetCount", List.of(MemorySegment.class),
                "cuDeviceGet", List.of(MemorySegment.class, int.class),
                "cuDeviceGetName", List.of(MemorySegment.class, int.class, int.class),
                "cuDeviceTotalMem_v2", List.of(MemorySegment.class, int.class)).entrySet()) {
            MethodType type = MethodType.methodType(int.class, function.getValue());
            FunctionDescriptor description = FunctionDescriptor.of(ValueLayout.JAVA_INT, function.getValue().stream()
                    .map(one -> one == int.class ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS)
                    .toArray(MemoryLayout[]::new));
            functions.put(function.getKey(), Linker.nativeLinker().upcallStub(
                    MethodHandles.lookup().findStatic(DriverCallsTest.class, function.getKey(), type), description, arena));
        }
        return name -> Optional.ofNullable(functions.get(name));
    }

    private static CudaDriver ask(int initialization, int versionNumber) throws ReflectiveOperationException {
        initialized = initialization;
        version = versionNumber;
        try (Arena arena = Arena.ofConfined()) {
            return DriverCalls.ask(driver(arena));
        }
    }

    @Test
    void gpusAreListed() throws ReflectiveOperationException {
        assertEquals(new CudaDriver.Present(List.of(new CudaDriver.Gpu("GPU of handle 40", 40L << 30),
                new CudaDriver.Gpu("GPU of handle 41", 41L << 30))), ask(0, 12_080));
        assertEquals(new CudaDriver.Present(List.of()), ask(100, 12_080), "no device");
    }

    @Test
    void whatDoesNotWorkIsNamed() throws ReflectiveOperationException {
        assertEquals(new CudaDriver.Missing("NVIDIA's driver is made for CUDA 11.4, expected 12.0 or later.",
                "Install a newer driver."), ask(0, 11_040));
        String remedy = "See whether nvidia-smi lists the GPU; restart the machine after an update of the driver.";
        assertEquals(new CudaDriver.Missing("NVIDIA's driver does not work: cuInit answers error 803.", remedy), ask(803, 12_080));
        assertEquals(new CudaDriver.Missing("NVIDIA's driver does not work: it has no cuInit.", remedy),
                DriverCalls.ask(name -> Optional.empty()));
    }
}
