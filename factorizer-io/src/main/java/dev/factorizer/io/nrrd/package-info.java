/**
 * NRRD images, of Teem and 3D Slicer: attached and detached headers, and segmentations. Start with {@link
 * dev.factorizer.io.nrrd.NrrdFile}. The format is that of <a href="https://teem.sourceforge.net/nrrd/format.html">Teem's
 * definition</a>; what it leaves open is read as ITK reads it.
 */
package dev.factorizer.io.nrrd;
