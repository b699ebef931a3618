/** What the command line shows and writes of data sets: a {@link dev.factorizer.examples.data.DataSummary} of a check. */
package dev.factorizer.examples.data;
