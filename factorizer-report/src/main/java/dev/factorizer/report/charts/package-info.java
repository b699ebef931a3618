/**
 * Charts as SVG, drawn by {@link dev.factorizer.report.charts.Plot}: a file of its own for each kind. They have a title for those who
 * can't see them, and take their colors from the page.
 */
package dev.factorizer.report.charts;
