/**
 * The cases of an evaluation with their files: which are the worst, and how volumes agree. Start with
 * {@link dev.factorizer.report.cohort.Cohort}.
 */
package dev.factorizer.report.cohort;
