package dev.factorizer.backend.djl.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The few functions of CUDA's driver interface that list GPUs. Each answers 0 or the number of an error. */
final class DriverCalls {
    private static final int NO_DEVICE = 100;
    /** CUDA 12.0: later ones of the same major version run with its driver. */
    private static final int OLDEST = 12_000;
    private static final int NAME_BYTES = 256;
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private final SymbolLookup library;

    private DriverCalls(SymbolLookup library) {
        this.library = library;
    }

    /** An answer that is none; it doesn't leave this file. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int number;

        Failed(String message, int number) {
            super(message);
            this.number = number;
        }
    }

    @SuppressWarnings("restricted")
    static CudaDriver ask() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("win") ? "nvcuda.dll" : "libcuda.so.1";
        try {
            // Never unloaded: PyTorch keeps using it.
            return ask(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException e) {
            return new CudaDriver.Missing("NVIDIA's driver is not there: " + name + " was not found.", "Install the driver.");
        }
    }

    static CudaDriver ask(SymbolLookup library) {
        DriverCalls calls = new DriverCalls(library);
        try (Arena arena = Arena.ofConfined()) {
            calls.call("cuInit", List.of(INT), 0);
            int version = calls.number("cuDriverGetVersion", arena);
            if (version < OLDEST) {
                return new CudaDriver.Missing("NVIDIA's driver is made for CUDA " + version / 1000 + "." + version % 1000 / 10
                        + ", expected 12.0 or later.", "Install a newer driver.");
            }
            int count = calls.number("cuDeviceGetCount", arena);
            List<CudaDriver.Gpu> gpus = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                gpus.add(calls.gpu(i, arena));
            }
            return new CudaDriver.Present(gpus);
        } catch (Failed e) {
            return e.number == NO_DEVICE ? new CudaDriver.Present(List.of())
                    : new CudaDriver.Missing("NVIDIA's driver does not work: " + e.getMessage() + ".",
                            "See whether nvidia-smi lists the GPU; restart the machine after an update of the driver.");
        }
    }

    private CudaDriver.Gpu gpu(int index, Arena arena) {
        MemorySegment device = arena.allocate(INT);
        call("cuDeviceGet", List.of(POINTER, INT), device, index);
        int handle = device.get(ValueLayout.JAVA_INT, 0);
        MemorySegment name = arena.allocate(NAME_BYTES);
        call("cuDeviceGetName", List.of(POINTER, INT, INT), name, NAME_BYTES, handle);
        MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
        call("cuDeviceTotalMem_v2", List.of(POINTER, INT), bytes, handle);
        return new CudaDriver.Gpu(name.getString(0), bytes.get(ValueLayout.JAVA_LONG, 0));
    }

    private int number(String function, Arena arena) {
        MemorySegment number = arena.allocate(INT);
        call(function, List.of(POINTER), number);
        return number.get(ValueLayout.JAVA_INT, 0);
    }

    @SuppressWarnings("restricted")
    private void call(String function, List<MemoryLayout> types, Object... arguments) {
        MemorySegment address = library.find(function).orElseThrow(() -> new Failed("it has no " + function, -1));
        MethodHandle handle = Linker.nativeLinker().downcallHandle(address,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, types.toArray(MemoryLayout[]::new)));
        int answer;
        try {
            answer = (int) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("the driver's " + function + " could not be called", e);
        }
        if (answer != 0) {
            throw new Failed(function + " answers error " + answer, answer);
        }
    }
}
