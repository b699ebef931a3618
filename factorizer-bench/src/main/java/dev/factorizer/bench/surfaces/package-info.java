/**
 * Times distances between surfaces, beside MONAI's in {@code versus/monai_surfaces.py}. Start with {@link
 * dev.factorizer.bench.surfaces.TimeSurfaces}.
 */
package dev.factorizer.bench.surfaces;
