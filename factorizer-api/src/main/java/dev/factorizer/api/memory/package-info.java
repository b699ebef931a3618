/**
 * How much memory a program needs, and where each value lives: planned from the lowered graph before anything runs. Start
 * with {@link dev.factorizer.api.memory.MemoryPlan}.
 */
package dev.factorizer.api.memory;
