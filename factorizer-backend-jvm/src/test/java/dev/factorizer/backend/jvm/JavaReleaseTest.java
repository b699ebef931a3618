package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaReleaseTest {
    private static final List<String> G1 = List.of("G1 Young Generation", "G1 Concurrent GC", "G1 Old Generation");

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.1", "25.0.1+8-LTS", "25.0.2", "25.0.2+10-LTS", "25-ea+36", "25.0.2.0.1+1"})
    void warnsOfReleasesThatCorruptFiles(String version) {
        String said = JavaRelease.caution(Runtime.Version.parse(version), () -> G1).orElseThrow();
        assertTrue(said.contains("JDK-8377811") && said.contains("25.0.3") && said.contains("-XX:+UseSerialGC"), said);
        assertTrue(said.startsWith("Java " + version + " with"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Copy|MarkSweepCompact", "PS Scavenge|PS MarkSweep", "ZGC Cycles|ZGC Pauses", "Epsilon Heap", ""})
    void otherCollectorsAreSound(String names) {
        assertEquals(Optional.empty(), JavaRelease.caution(Runtime.Version.parse("25.0.1"), () -> List.of(names.split("\\|"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.3+9-LTS", "25.0.10", "25.1", "26", "26.0.1", "24.0.2", "21.0.2"})
    void otherReleasesAreNotEvenAskedForTheirCollectors(String version) {
        assertEquals(Optional.empty(), JavaRelease.caution(Runtime.Version.parse(version), () -> fail("asked")));
    }

    @Test
    void thisReleaseIsJudgedByTheSameRule() {
        assertEquals(JavaRelease.caution(Runtime.version(), () -> G1).isPresent(), Runtime.version().feature() == 25
                && Runtime.version().interim() == 0 && Runtime.version().update() < 3);
    }
}
