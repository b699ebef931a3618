package dev.factorizer.models.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostProcessorTest {
    @Test
    void theFirstNameCounts() {
        assertEquals(Optional.of("Some CPU @ 2.00GHz"), HostProcessor.name(List.of("processor\t: 0", "model\t\t: 106", "model name\t: Some CPU @ 2.00GHz", "",
                "processor\t: 1", "model name\t: Another")));
        assertEquals(Optional.of("ARM, part 0xd4f of implementer 0x41"), HostProcessor.name(List.of("processor\t: 0", "CPU implementer\t: 0x41",
                "CPU part\t: 0xd4f")));
        assertEquals(Optional.empty(), HostProcessor.name(List.of("processor : 0", "model name :")));
    }
}
