/**
 * NIfTI-1 and NIfTI-2 files as they are on disk: header, extensions, voxels. Start with {@link
 * dev.factorizer.io.nifti.NiftiImage}; images with geometry for networks are in {@code volume}.
 */
package dev.factorizer.io.nifti;
