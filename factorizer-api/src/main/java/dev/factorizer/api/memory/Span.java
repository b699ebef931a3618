package dev.factorizer.api.memory;

/**
 * A place in the arena.
 *
 * @param offset bytes from its start, a multiple of 64
 * @param bytes its size
 */
public record Span(long offset, long bytes) { }
