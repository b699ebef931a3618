package dev.factorizer.examples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DevicesCommandTest {
    @Test
    void listsBackendsWithTheirDevices() {
        CommandRun run = CommandRun.of("devices");
        assertEquals(0, run.code());
        assertTrue(run.out().matches("jvm +cpu +CPU .*-bit vectors, \\d+ thread.* of memory\\R"
                + "djl +cpu +CPU .* of memory, PyTorch 2\\.7\\.1 \\(cpu, bundled\\)\\R"
                + "tornado +missing +TornadoVM.*\\R"
                + "reference +cpu +plain loops in double precision on one thread\\R"), run.out());
    }

    @Test
    void tellsMoreWhenAsked() {
        CommandRun run = CommandRun.of("devices", "--verbose");
        for (String line : new String[] {"system ", "java ", "java heap ", "factorizer "}) {
            assertTrue(run.out().lines().anyMatch(found -> found.startsWith(line)), run.out());
        }
        for (String name : new String[] {"jvm", "djl"}) {
            assertTrue(run.out().lines().anyMatch(found -> found.matches(name + " +cpu +opened in \\d+\\.\\d{3} s")), run.out());
        }
        assertTrue(run.out().matches("(?s).*jvm +cpu +can store matrix products and convolutions in float32\\R.*"), run.out());
        assertTrue(run.out().matches("(?s).*djl +cpu +can store matrix products and convolutions in float32, bfloat16\\R.*"),
                run.out());
    }
}
