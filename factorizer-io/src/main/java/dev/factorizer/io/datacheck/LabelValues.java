package dev.factorizer.io.datacheck;

import dev.factorizer.io.datalist.LabelScheme;
import dev.factorizer.io.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values in a map of labels.
 *
 * @param counts the voxels of each value; values that are not finite are not counted
 */
record LabelValues(SortedMap<Float, Long> counts) {
    private static final int FEW = 256;
    /** Of wrong values, as many are named. */
    private static final int SHOWN = 5;

    static LabelValues of(Volume labels) {
        long[] few = new long[FEW];
        SortedMap<Float, Long> counts = new TreeMap<>();
        for (float value : labels.voxels()) {
            int whole = (int) value;
            if (value == whole && whole >= 0 && whole < FEW) {
                few[whole]++;
            } else if (Float.isFinite(value)) {
                counts.merge(value, 1L, Long::sum);
            }
        }
        for (int value = 0; value < FEW; value++) {
            if (few[value] > 0) {
                counts.put((float) value, few[value]);
            }
        }
        return new LabelValues(counts);
    }

    /** Whether no voxel is above 0. */
    boolean isEmpty() {
        return counts.tailMap(Float.MIN_VALUE).isEmpty();
    }

    /** The volumes of whole values above 0. */
    SortedMap<Integer, Double> volumes(double voxelVolume) {
        SortedMap<Integer, Double> volumes = new TreeMap<>();
        counts.tailMap(Float.MIN_VALUE).forEach((value, count) -> {
            if (value == (int) (float) value) {
                volumes.put((int) (float) value, count * voxelVolume);
            }
        });
        return volumes;
    }

    /** What is wrong with them; empty if nothing is. */
    String mistake(LabelScheme scheme) {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Float, Long> entry : counts.entrySet()) {
            float value = entry.getKey();
            boolean whole = value == (int) value && value >= 0;
            if (!whole || !scheme.values().isEmpty() && !scheme.values().contains((int) value)) {
                wrong.add((whole ? Integer.toString((int) value) : Float.toString(value)) + String.format(Locale.ROOT, " (%,d voxels)",
                        entry.getValue()));
            }
        }
        if (wrong.isEmpty()) {
            return "";
        }
        String shown = String.join(", ", wrong.subList(0, Math.min(SHOWN, wrong.size())))
                + (wrong.size() > SHOWN ? " and " + (wrong.size() - SHOWN) + " more" : "");
        return "has the values " + shown + ", expected " + (scheme.values().isEmpty() ? "whole numbers from 0 on"
                : "only these: " + scheme.describe());
    }
}
