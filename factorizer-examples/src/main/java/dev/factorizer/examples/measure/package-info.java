/**
 * How fast, and in how much memory: {@link dev.factorizer.examples.measure.BenchmarkCase} names what can be timed, {@link
 * dev.factorizer.examples.measure.Measurement} times it. The same works with the same settings are timed in PyTorch by {@code
 * factorizer-bench/versus/eager_pytorch.py}.
 */
package dev.factorizer.examples.measure;
