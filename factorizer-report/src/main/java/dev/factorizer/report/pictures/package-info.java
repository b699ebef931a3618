/**
 * Slices of a case as pictures: three planes through a lesion, the outlines of truth and prediction, letters for the sides of the body,
 * and a scale. Start with {@link dev.factorizer.report.pictures.CasePictures}.
 */
package dev.factorizer.report.pictures;
