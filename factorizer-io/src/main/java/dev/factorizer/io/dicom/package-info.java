/**
 * DICOM files, as scanners send them. {@link dev.factorizer.io.dicom.DicomFile} reads one up to its pixels, {@link
 * dev.factorizer.io.dicom.DicomFrames} its pixels, frame by frame; nothing is written. Errors are a {@link
 * dev.factorizer.io.files.MalformedFileException}.
 */
package dev.factorizer.io.dicom;
