package dev.factorizer.backend.djl.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Variables of this process as native libraries see them; what Java shows was read when it started. */
final class NativeEnvironment {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private NativeEnvironment() { }

    /** Sets a variable that isn't set, for libraries that are loaded after it. */
    static void setDefault(String name, String value) {
        if (get(name).isPresent()) {
            return;
        }
        SymbolLookup library = Linker.nativeLinker().defaultLookup();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(name);
            MemorySegment text = arena.allocateFrom(value);
            Optional<MemorySegment> posix = library.find("setenv");
            int answer = posix.isPresent()
                    ? (int) call(posix.get(), FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, INT), key, text, 0)
                    : (int) call(library.find("_putenv_s").orElseThrow(), FunctionDescriptor.of(INT, ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS), key, text);
            if (answer != 0) {
                throw new IllegalStateException("the variable " + name + " could not be set, error " + answer);
            }
        }
    }

    /** What a library would be told. */
    @SuppressWarnings("restricted")
    static Optional<String> get(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = (MemorySegment) call(Linker.nativeLinker().defaultLookup().find("getenv").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS), arena.allocateFrom(name));
            return found.equals(MemorySegment.NULL) ? Optional.empty()
                    : Optional.of(found.reinterpret(Long.MAX_VALUE).getString(0));
        }
    }

    @SuppressWarnings("restricted")
    private static Object call(MemorySegment function, FunctionDescriptor description, Object... arguments) {
        MethodHandle handle = Linker.nativeLinker().downcallHandle(function, description);
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("a function of the C library could not be called", e);
        }
    }
}
