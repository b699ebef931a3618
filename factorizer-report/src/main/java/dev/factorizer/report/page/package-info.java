/**
 * The page, a file for each of its sections. {@link dev.factorizer.report.page.ReportPage} puts them together with the styles and scripts,
 * which are resources of this module.
 */
package dev.factorizer.report.page;
