package dev.factorizer.io.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment of a segmentation of 3D Slicer ({@code .seg.nrrd}).
 *
 * @param name its name
 * @param label the value of its voxels
 * @param layer the layer where these are, from 0; segments of one layer don't overlap
 */
public record NrrdSegment(String name, int label, int layer) {
    private static final Pattern KEY = Pattern.compile("Segment(\\d{1,5})_(ID|Name|LabelValue|Layer)");

    /** Checks the numbers. */
    public NrrdSegment {
        if (label < 0 || layer < 0) {
            throw new IllegalArgumentException("segment " + name + ": label " + label + " in layer " + layer
                    + ", expected at least 0");
        }
    }

    /**
     * The segments that a header names, in the order of their numbers. Files of Slicer before 4.11 have a layer for each
     * segment and no labels.
     */
    static List<NrrdSegment> of(Map<String, String> pairs) {
        List<Integer> numbers = pairs.keySet().stream().map(KEY::matcher).filter(Matcher::matches)
                .map(key -> Integer.valueOf(key.group(1))).distinct().sorted().toList();
        List<NrrdSegment> segments = new ArrayList<>();
        for (int number : numbers) {
            String start = "Segment" + number + "_";
            segments.add(new NrrdSegment(pairs.getOrDefault(start + "Name", pairs.getOrDefault(start + "ID", "Segment " + number)),
                    whole(start + "LabelValue", pairs, 1), whole(start + "Layer", pairs, number)));
        }
        return segments;
    }

    private static int whole(String key, Map<String, String> pairs, int otherwise) {
        String value = pairs.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is \"" + NrrdHeader.cut(value) + "\", expected a whole number", e);
        }
    }
}
