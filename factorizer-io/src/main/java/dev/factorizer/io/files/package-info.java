/**
 * How files are written and refused: {@link dev.factorizer.io.files.AtomicFile} leaves either the whole new file or the
 * old one, {@link dev.factorizer.io.files.MalformedFileException} says what is wrong with a file that was read.
 */
package dev.factorizer.io.files;
