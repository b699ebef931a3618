/**
 * From files to volumes and back: {@link dev.factorizer.io.images.Volumes}, whatever the format of the files. Each format as it is
 * on disk has a package of its own, such as {@code nifti}.
 */
package dev.factorizer.io.images;
