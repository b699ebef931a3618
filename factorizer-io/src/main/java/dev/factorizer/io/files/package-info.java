/**
 * How files are written and refused: {@link dev.factorizer.io.files.AtomicFile} leaves either the whole new files or the old
 * ones, {@link dev.factorizer.io.files.FolderLock} lets one writer at a time into a folder, {@link
 * dev.factorizer.io.files.MalformedFileException} says what is wrong with a file that was read, {@link
 * dev.factorizer.io.files.FileFormat} what a file of another format is, {@link dev.factorizer.io.files.ImageNames} which names
 * images have, {@link dev.factorizer.io.files.Printable} keeps names from disturbing a message.
 */
package dev.factorizer.io.files;
