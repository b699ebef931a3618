/** Tests of {@link dev.factorizer.bench.preprocessing.TimePreprocessing}. */
package dev.factorizer.bench.preprocessing;
