/**
 * What readers do with any bytes. Each class is one kind of input with one test, which Jazzer runs on every file of the corpus
 * beside it, and which it feeds with inputs of its own where it is told to look for new ones; see {@code docs/fuzzing.md}.
 * What is demanded of every reader is in {@code ReaderLimits}.
 */
package dev.factorizer.fuzz;
