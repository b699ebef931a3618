package dev.factorizer.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process has resident is what the plan says before the first run. */
class ResidentMemoryTest {
    private static final long MEBIBYTE = 1L << 20;
    private static final double TOLERANCE = 0.2;

    @TempDir
    private Path folder;

    /** Planned for the program, planned for the process, found at its peak. */
    private List<Long> measured() throws IOException, InterruptedException {
        Path file = folder.resolve("memory.txt");
        // As the start script has it.
        FreshProcess process = FreshProcess.run(folder, Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -Xms64m -Xmn32m"),
                ResidentProgram.class, file.toString());
        assertEquals(0, process.code(), process.output());
        return Files.readAllLines(file).stream().map(Long::valueOf).toList();
    }

    @Test
    void residentMemoryIsWhatWasPlanned() throws IOException, InterruptedException {
        List<Long> measured = measured();
        long program = measured.get(0);
        long process = measured.get(1);
        long peak = measured.get(2);
        // The joined value of 256 MiB, whose parts are computed where they belong and over the input; a weight; a sum.
        assertTrue(program >= 260 * MEBIBYTE && program < 261 * MEBIBYTE, () -> program + " bytes are planned");
        assertTrue(peak == 0 || Math.abs(peak - process) < TOLERANCE * process,
                () -> process + " bytes were planned for the process, " + peak + " were resident");
    }
}
