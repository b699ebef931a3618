/**
 * What {@code factorizer-bench/gpu/measure.sh} found, put together: one JSON file per part, and a table for people. Start with
 * {@link dev.factorizer.bench.report.ReportCommand}.
 */
package dev.factorizer.bench.report;
