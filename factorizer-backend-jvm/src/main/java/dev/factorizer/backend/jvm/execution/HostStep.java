package dev.factorizer.backend.jvm.execution;

/** A part of a program, bound to the memory it reads and writes. */
@FunctionalInterface
public interface HostStep extends AutoCloseable {
    /** Runs it. */
    void run();

    /** Gives back what it holds beside that memory; once, before the memory is freed. */
    @Override
    default void close() { }
}
