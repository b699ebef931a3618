/** Tests of the report. */
package dev.factorizer.bench.report;
