/**
 * How files are written and refused: {@link dev.factorizer.io.files.AtomicFile} leaves either the whole new files or the old
 * ones, {@link dev.factorizer.io.files.FolderLock} lets one writer at a time into a folder, {@link
 * dev.factorizer.io.files.MalformedFileException} says what is wrong with a file that was read.
 */
package dev.factorizer.io.files;
