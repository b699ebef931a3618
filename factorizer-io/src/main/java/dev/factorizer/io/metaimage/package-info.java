/**
 * MetaImage files, of ITK: {@code .mha}, or {@code .mhd} with voxels in {@code .raw} or {@code .zraw}. Start with {@link
 * dev.factorizer.io.metaimage.MetaImageFile}. What the format's description leaves open is read as MetaIO, ITK's reader, does.
 */
package dev.factorizer.io.metaimage;
