/**
 * The report of an evaluation: {@link dev.factorizer.report.Report} writes it, {@link dev.factorizer.report.ReportSettings} says what is
 * in it.
 */
package dev.factorizer.report;
