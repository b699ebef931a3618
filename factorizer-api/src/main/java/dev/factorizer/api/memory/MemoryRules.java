package dev.factorizer.api.memory;

import dev.factorizer.api.graph.Node;

/** What a backend's kernels need of memory beside inputs and results. */
public interface MemoryRules {
    /** No working memory, and nothing is written over inputs. */
    MemoryRules PLAIN = new MemoryRules() {
        @Override
        public long workspaceBytes(Node node) {
            return 0;
        }

        @Override
        public boolean overwrites(Node node, int input) {
            return false;
        }
    };

    /**
     * Working memory of a node while it runs.
     *
     * @param node the node
     * @return bytes; 0 for none
     */
    long workspaceBytes(Node node);

    /**
     * Whether a node may write its only result over one of its inputs, from the beginning.
     *
     * @param node the node
     * @param input which input, at least as large as the result
     * @return true if the kernel allows it
     */
    boolean overwrites(Node node, int input);

    /**
     * {@return the bytes a process takes besides a program, its inputs and its results: code, compiler, threads,
     * working arrays; 0 where that is unknown}
     */
    default long runtimeBytes() {
        return 0;
    }
}
