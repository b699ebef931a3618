/**
 * Images with geometry, as networks take them: {@link dev.factorizer.io.volume.Volumes} reads and writes them, a {@link
 * dev.factorizer.io.volume.Volume} is voxels on a {@link dev.factorizer.io.volume.Grid}, whose {@link
 * dev.factorizer.io.volume.Affine} leads to the world (RAS+, mm). What changes grid or values is in {@code transforms}; files
 * as they are on disk are in {@code nifti}.
 */
package dev.factorizer.io.volume;
