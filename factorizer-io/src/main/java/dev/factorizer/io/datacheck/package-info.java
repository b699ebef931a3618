/**
 * What is in the images of a data set: {@link dev.factorizer.io.datacheck.DataCheck} reads each file once, and its {@link
 * dev.factorizer.io.datacheck.DataReport} lists all that is wrong, before hours of work begin, and describes the images by a {@link
 * dev.factorizer.io.datacheck.DataFingerprint}.
 */
package dev.factorizer.io.datacheck;
