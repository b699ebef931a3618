/**
 * A team of threads and the working arrays each has: {@link dev.factorizer.backend.jvm.threads.Workers} says how work is
 * split so that results don't depend on how many threads there are. What they run is in {@code kernels}.
 */
package dev.factorizer.backend.jvm.threads;
