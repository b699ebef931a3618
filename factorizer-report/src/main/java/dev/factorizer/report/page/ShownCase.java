package dev.factorizer.report.page;

import dev.factorizer.report.volumes.ComponentMap;
import dev.factorizer.report.volumes.ViewerCase;
import java.util.List;

/**
 * The case of the viewer.
 *
 * @param slices what is shown without WebGL
 * @param volumes what the viewer gets
 * @param center where it looks at first, in mm
 * @param components all maps of the case that were found, in the order of their ranks; the viewer may have fewer
 */
public record ShownCase(GalleryCase slices, ViewerCase volumes, double[] center, List<ComponentMap> components) {
    /** Copies the list. */
    public ShownCase {
        components = List.copyOf(components);
    }
}
