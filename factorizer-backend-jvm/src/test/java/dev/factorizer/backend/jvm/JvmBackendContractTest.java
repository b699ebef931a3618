package dev.factorizer.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factorizer.api.backend.BackendProvider;
import dev.factorizer.backend.jvm.execution.KernelRecorder;
import dev.factorizer.contract.BackendContract;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

/** The contract of every backend, held against this one; its cases reach every native kernel. */
class JvmBackendContractTest extends BackendContract {
    private final KernelRecorder recorder = KernelRecorder.of(new JvmBackendProvider());

    @Override
    protected BackendProvider provider() {
        return recorder;
    }

    @AfterAll
    void everyNativeKernelWasReached() {
        assertEquals(Set.of(), recorder.unreached(), "kernels that no case of the contract runs on");
    }
}
