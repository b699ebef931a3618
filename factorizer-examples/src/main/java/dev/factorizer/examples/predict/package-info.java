/** What commands need beside {@link dev.factorizer.models.prediction}: a folder for results, the files of components. */
package dev.factorizer.examples.predict;
