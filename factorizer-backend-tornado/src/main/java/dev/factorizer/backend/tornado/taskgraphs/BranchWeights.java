package dev.factorizer.backend.tornado.taskgraphs;

import dev.factorizer.backend.tornado.kernels.Kernel;

/** The weights of a branch in the order in which its kernels read them: eight outputs together. */
final class BranchWeights {
    private static final int EIGHT = 8;

    private BranchWeights() { }

    /** Rounded up to whole groups of outputs. */
    static long padded(long outputs) {
        return Math.ceilDiv(outputs, EIGHT) * EIGHT;
    }

    /** How many floats a packed matrix has. */
    static long length(long outputs, long inputs) {
        return padded(outputs) * inputs;
    }

    /** Packs W (outputs, inputs), each column times a number of a vector. */
    static void scaled(int weight, int factors, int outputs, int inputs, int packed, TaskWriter tasks) {
        tasks.add(Kernel.PACK_WEIGHTS, length(outputs, inputs) / EIGHT, weight, inputs, 1, factors, 1, outputs, inputs, packed);
    }

    /** Packs W (outputs, inputs). */
    static void plain(int weight, int outputs, int inputs, int packed, TaskWriter tasks) {
        tasks.add(Kernel.PACK_WEIGHTS, length(outputs, inputs) / EIGHT, weight, inputs, 1, tasks.number(1), 0, outputs, inputs,
                packed);
    }

    /** Packs Wᵀ times a number, of W (inputs, outputs). */
    static void transposed(int weight, double factor, int outputs, int inputs, int packed, TaskWriter tasks) {
        tasks.add(Kernel.PACK_WEIGHTS, length(outputs, inputs) / EIGHT, weight, 1, outputs, tasks.number(factor), 0, outputs,
                inputs, packed);
    }
}
