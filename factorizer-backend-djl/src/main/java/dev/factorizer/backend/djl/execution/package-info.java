/**
 * How a lowered graph runs on PyTorch: on the CPU as steps on one planned memory, on a device as one script. Start with {@link
 * dev.factorizer.backend.djl.execution.HostSteps} and {@link dev.factorizer.backend.djl.execution.DjlExecutable}.
 */
package dev.factorizer.backend.djl.execution;
