/**
 * JMH benchmarks of the parts of a network, each in the variants a backend offers. Start with {@link
 * dev.factorizer.bench.jmh.NetworkPartBenchmark}; what a part is stands in {@link dev.factorizer.bench.jmh.NetworkPart}. Comparisons
 * with PyTorch are in the folder {@code versus}.
 */
package dev.factorizer.bench.jmh;
