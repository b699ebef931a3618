/** Tests of {@link dev.factorizer.bench.surfaces.TimeSurfaces}. */
package dev.factorizer.bench.surfaces;
