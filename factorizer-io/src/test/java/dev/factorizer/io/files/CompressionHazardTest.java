package dev.factorizer.io.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompressionHazardTest {
    @Test
    void onlyTheDamagingVersionsAreWarnedOf() {
        for (String version : List.of("25", "25.0.1+8-LTS", "25.0.2", "25-ea")) {
            String warning = CompressionHazard.warning(Runtime.Version.parse(version)).orElseThrow();
            assertTrue(warning.startsWith("this Java, " + version + ", may damage") && warning.contains("JDK-8377811"), warning);
        }
        for (String version : List.of("25.0.3", "25.0.3.1", "25.1", "26", "24.0.2")) {
            assertEquals(Optional.empty(), CompressionHazard.warning(Runtime.Version.parse(version)), version);
        }
    }
}
