/** Pictures as files, also on machines without a display: {@link dev.factorizer.examples.pictures.PictureFile}. */
package dev.factorizer.examples.pictures;
