/** Tests that what is timed is right: variants agree, and so do numbers of threads. */
package dev.factorizer.bench.jmh;
