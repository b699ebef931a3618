/**
 * What the scripts in {@code factorizer-bench/gpu} start in Java. Start with {@link dev.factorizer.bench.kit.Main}.
 */
package dev.factorizer.bench.kit;
