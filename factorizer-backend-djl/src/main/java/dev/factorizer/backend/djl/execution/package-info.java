/**
 * How a lowered graph runs on PyTorch: its parts as loaded modules, the tensors that are kept. Start with {@link
 * dev.factorizer.backend.djl.execution.DjlExecutable}.
 */
package dev.factorizer.backend.djl.execution;
