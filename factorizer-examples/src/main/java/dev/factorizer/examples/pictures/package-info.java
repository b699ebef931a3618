/**
 * Pictures as files, also on machines without a display: {@link dev.factorizer.examples.pictures.PictureFile}, and the curves of a
 * training, {@link dev.factorizer.examples.pictures.CurvesPicture}.
 */
package dev.factorizer.examples.pictures;
