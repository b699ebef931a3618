/** HTML that can't be broken by what it says: {@link dev.factorizer.report.markup.Html} escapes every text and closes every element. */
package dev.factorizer.report.markup;
