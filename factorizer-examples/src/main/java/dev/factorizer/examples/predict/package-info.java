/** What commands need beside {@link dev.factorizer.models.prediction}: a folder for results. */
package dev.factorizer.examples.predict;
