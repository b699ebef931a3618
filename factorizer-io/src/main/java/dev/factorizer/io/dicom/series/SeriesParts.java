package dev.factorizer.io.dicom.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a series can be one volume: slices of one size, orientation, spacing, unit and stack. Where several slices lie in one
 * place, those of another ImageType, such as phase beside magnitude, are a part of their own.
 */
final class SeriesParts {
    /** How much directions, and steps relative to each other, may differ within a part. */
    private static final double TOLERANCE = 1e-3;
    private static final double SAME_PLANE = 1e-3;
    /** Of a text in a list. */
    private static final int LONGEST = 100;

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

    /** What tells a part from the others of its plane and size, for a list to choose from; empty if there are no others. */
    static String difference(List<List<Slice>> parts, int index) {
        Slice own = parts.get(index).getFirst();
        List<Slice> alike = parts.stream().map(List::getFirst).filter(one -> one.size().equals(own.size())
                && one.plane().describe().equals(own.plane().describe())).toList();
        List<Function<Slice, String>> aspects = List.of(slice -> slice.imageType().isEmpty() ? "no ImageType" : slice.imageType(), Slice::unit,
                slice -> slice.stack().isEmpty() ? "no stack" : "stack " + slice.stack(), slice -> slice.plane().describePixels());
        return aspects.stream().filter(aspect -> alike.stream().map(aspect).distinct().count() > 1).map(aspect -> aspect.apply(own))
                .filter(text -> !text.isEmpty()).map(text -> text.substring(0, Math.min(text.length(), LONGEST)))
                .collect(Collectors.joining(", "));
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
