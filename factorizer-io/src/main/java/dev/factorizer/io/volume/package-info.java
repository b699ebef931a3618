/**
 * Images with geometry, as networks take them: a {@link dev.factorizer.io.volume.Volume} is voxels on a {@link
 * dev.factorizer.io.volume.Grid}, whose {@link dev.factorizer.io.volume.Affine} leads to the world (RAS+, mm). What reads and
 * writes them is in {@code images}, what changes grid or values in {@code transforms}.
 */
package dev.factorizer.io.volume;
