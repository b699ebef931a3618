/**
 * From DICOM files to volumes: a {@link dev.factorizer.io.dicom.series.DicomCollection} looks through a folder, an archive or a list of
 * files and says which {@link dev.factorizer.io.dicom.series.DicomSeries} are there, and a series is read as a volume with the
 * geometry of its slices, or refused by name where they make none. Single files and their pixels are in {@code dicom}. Nothing is
 * resampled here.
 */
package dev.factorizer.io.dicom.series;
