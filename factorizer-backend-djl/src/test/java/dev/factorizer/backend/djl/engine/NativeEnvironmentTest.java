package dev.factorizer.backend.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
    @Test
    void aVariableIsSetOnceForLibraries() {
        String name = "FACTORIZER_NATIVE_ENVIRONMENT_TEST";
        assertEquals(Optional.empty(), NativeEnvironment.get(name));
        NativeEnvironment.setDefault(name, "first");
        NativeEnvironment.setDefault(name, "second");
        assertEquals(Optional.of("first"), NativeEnvironment.get(name));
        assertEquals(Optional.ofNullable(System.getenv("PATH")), NativeEnvironment.get("PATH"));
    }
}
