/**
 * Decoders of compressed frames, one class each. What a frame claims is compared with what it should be before anything is
 * allocated, and whatever a library throws becomes an {@link dev.factorizer.io.dicom.codecs.UndecodableFrameException}.
 */
package dev.factorizer.io.dicom.codecs;
