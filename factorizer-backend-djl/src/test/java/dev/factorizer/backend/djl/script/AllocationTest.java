package dev.factorizer.backend.djl.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.BackendOptions;
import dev.factorizer.api.graph.Node;
import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.api.operations.Fill;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.backend.djl.DjlBackendProvider;
import dev.factorizer.backend.djl.engine.EngineFailure;
import dev.factorizer.backend.djl.engine.HostCopies;
import dev.factorizer.backend.djl.engine.TorchEngine;
import dev.factorizer.backend.djl.engine.TorchModule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More memory than any machine has: PyTorch's allocator refuses, and still serves smaller requests. */
class AllocationTest {
    /** 4 PiB. */
    private static final Type HUGE = Type.float32(1 << 30, 1 << 20);
    private static final String REMEDY = "; use a smaller batch or input, recompute, or free memory";

    private static PtNDManager manager() {
        return (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    }

    @Test
    void aTensorThatIsTooLargeIsNamed() {
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT); PtNDManager manager = manager()) {
            assertEquals("djl", backend.name());
            BackendException failure = assertThrows(BackendException.class, () -> HostCopies.zeros(HUGE, manager));
            assertTrue(failure.getMessage().startsWith("a tensor of float32 1073741824×1048576 on the CPU failed: "),
                    failure.getMessage());
            assertTrue(failure.getMessage().endsWith(REMEDY), failure.getMessage());
            assertEquals(0, manager.getManagedArrays().size());
            assertEquals(24, HostCopies.zeros(Type.float32(2, 3), manager).toByteBuffer(true).capacity());
        }
    }

    @Test
    void aScriptThatNeedsTooMuchFreesWhatItHad() {
        Trace trace = new Trace();
        Value x = trace.input("x", Type.float32(2));
        Node huge = trace.append(new Fill(HUGE, 1), List.of());
        TorchScript large = TorchScript.of(List.of(huge), List.of(x), huge.results(), MatmulPrecision.FLOAT32, "cpu");
        Value more = x.add(x);
        TorchScript small = TorchScript.of(List.of(more.node()), List.of(x), List.of(more), MatmulPrecision.FLOAT32, "cpu");
        try (Backend backend = new DjlBackendProvider().open(BackendOptions.DEFAULT); PtNDManager manager = manager();
                TorchModule failing = TorchModule.load(ScriptArchive.of(large), manager);
                TorchModule working = TorchModule.load(ScriptArchive.of(small), manager)) {
            assertEquals("djl", backend.name());
            TorchEngine.enter();
            PtNDArray two = HostCopies.zeros(x.type(), manager);
            int held = manager.getManagedArrays().size();
            EngineException failure = assertThrows(EngineException.class, () -> failing.call(List.of(two), manager));
            assertTrue(EngineFailure.outOfMemory(failure), failure.getMessage());
            String sentence = EngineFailure.named("fill", failure).getMessage();
            assertTrue(sentence.startsWith("fill failed: ") && sentence.endsWith(REMEDY), sentence);
            assertEquals(1, sentence.lines().count(), sentence);
            assertEquals(held, manager.getManagedArrays().size());
            assertArrayEquals(new float[2], working.call(List.of(two), manager)[0].toFloatArray());
        }
    }
}
