/**
 * How a lowered graph runs: its memory and tasks are planned, a runtime brings them to a device. Start with {@link
 * dev.factorizer.backend.tornado.execution.TaskGraphExecutable}.
 */
package dev.factorizer.backend.tornado.execution;
