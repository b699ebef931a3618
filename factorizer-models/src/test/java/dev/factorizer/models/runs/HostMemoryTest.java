package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a machine or a container can still give. */
class HostMemoryTest {
    @Test
    void aContainerGivesLessThanTheMachineHas() {
        assertEquals(3, HostMemory.available(4, 1, OptionalLong.of(100)));
        assertEquals(50, HostMemory.available(1000, 1, OptionalLong.of(50)));
        assertEquals(999, HostMemory.available(1000, 1, OptionalLong.empty()));
        assertEquals(0, HostMemory.available(4, 5, OptionalLong.of(100)));
    }

    @Test
    void everySystemSaysSomething() {
        assertTrue(HostMemory.available().orElseThrow() > 0);
    }
}
