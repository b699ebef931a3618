package dev.factorizer.io.dicom.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a series can be one volume: slices of one size, orientation, spacing, unit and stack. Where several slices lie in one
 * place, those of another ImageType, such as phase beside magnitude, are a part of their own.
 */
final class SeriesParts {
    /** How much directions, and steps relative to each other, may differ within a part. */
    private static final double TOLERANCE = 1e-3;
    private static final double SAME_PLANE = 1e-3;

    private SeriesParts() { }

    /** The parts, the largest first. */
    static List<List<Slice>> of(List<Slice> slices) {
        List<List<Slice>> groups = new ArrayList<>();
        for (Slice slice : slices) {
            List<Slice> own = groups.stream().filter(group -> belongs(group.getFirst(), slice)).findFirst().orElse(null);
            if (own == null) {
                own = new ArrayList<>();
                groups.add(own);
            }
            own.add(slice);
        }
        List<List<Slice>> parts = new ArrayList<>();
        groups.forEach(group -> parts.addAll(byImageType(group)));
        parts.sort(Comparator.comparingInt((List<Slice> part) -> -part.size()).thenComparingLong(part -> part.getFirst().order()));
        return parts;
    }

    private static boolean belongs(Slice first, Slice slice) {
        String unit = first.unit();
        String other = slice.unit();
        return slice.size().equals(first.size()) && slice.stack().equals(first.stack())
                && slice.plane().isParallel(first.plane(), TOLERANCE) && (unit.equals(other) || unit.isEmpty() || other.isEmpty());
    }

    private static List<List<Slice>> byImageType(List<Slice> group) {
        Vector normal = group.getFirst().plane().normal();
        double[] heights = group.stream().mapToDouble(slice -> slice.plane().position().dot(normal)).sorted().toArray();
        for (int i = 1; i < heights.length; i++) {
            if (heights[i] - heights[i - 1] <= SAME_PLANE) {
                Map<String, List<Slice>> types = new LinkedHashMap<>();
                group.forEach(slice -> types.computeIfAbsent(slice.imageType(), none -> new ArrayList<>()).add(slice));
                return List.copyOf(types.values());
            }
        }
        return List.of(group);
    }
}
