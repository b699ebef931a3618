package dev.factorizer.backend.djl.engine;

import java.util.List;

/** What NVIDIA's driver answers when it is asked for GPUs. Asking it takes no memory of theirs. */
public sealed interface CudaDriver {
    /**
     * It is there.
     *
     * @param gpus the GPUs in the order of their numbers, without those that {@code CUDA_VISIBLE_DEVICES} hides; maybe none
     */
    record Present(List<Gpu> gpus) implements CudaDriver {
        /** Copies the list. */
        public Present {
            gpus = List.copyOf(gpus);
        }
    }

    /**
     * It is not there, or too old, or doesn't work.
     *
     * @param reason why, one sentence
     * @param remedy what to do, one sentence
     */
    record Missing(String reason, String remedy) implements CudaDriver { }

    /**
     * A GPU.
     *
     * @param name its name, such as {@code NVIDIA H100 80GB HBM3}
     * @param memoryBytes all of its memory
     */
    record Gpu(String name, long memoryBytes) { }

    /** {@return the answer of this machine's driver} */
    static CudaDriver ask() {
        return DriverCalls.ask();
    }
}
