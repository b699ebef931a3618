package dev.factorizer.backend.djl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EngineFailureTest {
    private static final EngineException IN_SCRIPT = new EngineException("""
            The following operation failed in the TorchScript interpreter.
            Traceback of TorchScript (most recent call last):
              File "code/__torch__.py", line 17, in forward
                v1 = torch.linalg_solve(v0, v0)
                     ~~~~~~~~~~~~~~~~~~ <--- HERE
            RuntimeError: torch.linalg.solve: (Batch element 0): The solver failed because the input matrix is singular.
            """);

    @Test
    void reasonAndLineAreFoundInATrace() {
        assertEquals("torch.linalg.solve: (Batch element 0): The solver failed because the input matrix is singular.",
                EngineFailure.reason(IN_SCRIPT));
        assertEquals(OptionalInt.of(17), EngineFailure.line(IN_SCRIPT));
        assertFalse(EngineFailure.outOfMemory(IN_SCRIPT));
        EngineException checked = new EngineException("a\nRuntimeError: AssertionError: index 7 lies outside");
        assertEquals("index 7 lies outside", EngineFailure.reason(checked));
        assertEquals(OptionalInt.empty(), EngineFailure.line(checked));
    }

    @Test
    void plainMessagesStay() {
        assertEquals("no such file", EngineFailure.cause(new EngineException("failed", new IllegalStateException("no such file"))));
        assertTrue(EngineFailure.outOfMemory(new EngineException("DefaultCPUAllocator: can't allocate memory: you tried")));
        assertTrue(EngineFailure.outOfMemory(new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB")));
    }
}
