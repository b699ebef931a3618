package dev.factorizer.report.page;

import dev.factorizer.report.volumes.ViewerCase;

/**
 * The case of the viewer.
 *
 * @param slices what is shown without WebGL
 * @param volumes what the viewer gets
 * @param center where it looks at first, in mm
 */
public record ShownCase(GalleryCase slices, ViewerCase volumes, double[] center) { }
