/**
 * Pictures as other programs have them (PNG, JPEG, TIFF, BMP), read as volumes of one slice by the JDK's own readers, and maps of labels
 * as PNG. Start with {@link dev.factorizer.io.pictures.PictureFile}. Not here: stacks of several pages and pictures of more than 16 bits
 * per color.
 */
package dev.factorizer.io.pictures;
