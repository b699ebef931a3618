/** The folder of a training as a report reads it: {@link dev.factorizer.report.runs.RunRecord}. */
package dev.factorizer.report.runs;
