package dev.factorizer.backend.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Availability;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TornadoBackendProviderTest {
    private final TornadoBackendProvider alone = new TornadoBackendProvider(Optional.empty());

    @Test
    void saysWhatToInstallWhereThereIsNoRuntime() {
        Availability.Missing missing = assertInstanceOf(Availability.Missing.class, alone.availability());
        assertEquals(Installation.find().missing(), missing);
        assertTrue(missing.remedy().contains("docs/tornadovm.md"), missing.remedy());
    }

    @Test
    void failsWhenAskedForAndMissing() {
        BackendException thrown = assertThrows(BackendException.class, () -> alone.open(BackendOptions.DEFAULT).close());
        assertTrue(thrown.getMessage().startsWith("backend \"tornado\" is not available: "), thrown.getMessage());
        assertTrue(thrown.getMessage().endsWith(Installation.find().missing().remedy()), thrown.getMessage());
    }

    @Test
    void opensTheDeviceThatWasAskedFor() {
        TornadoBackendProvider provider = new TornadoBackendProvider(Optional.of(new HostRuntime(0)));
        try (Backend backend = provider.open(new BackendOptions("host", 0))) {
            assertEquals("tornado", backend.name());
            assertEquals("host", backend.device().name());
        }
        BackendException thrown = assertThrows(BackendException.class,
                () -> provider.open(new BackendOptions("opencl:0:3", 0)).close());
        assertEquals("backend \"tornado\": device \"opencl:0:3\" does not exist, expected one of [host]", thrown.getMessage());
    }
}
