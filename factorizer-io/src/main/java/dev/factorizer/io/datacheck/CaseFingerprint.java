package dev.factorizer.io.datacheck;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a case is like.
 *
 * @param id the case
 * @param size voxels along each axis
 * @param spacing the distance between voxels along each axis, in mm
 * @param axisCodes which way the axes run, such as {@code RAS}
 * @param intensities for each channel, those of the case's foreground; empty if only headers were read
 * @param labelVolumes for each label above 0 that is there, its volume in mm³; empty if only headers were read, or without a label
 */
public record CaseFingerprint(String id, List<Integer> size, List<Double> spacing, String axisCodes, List<Intensities> intensities,
        SortedMap<Integer, Double> labelVolumes) {
    /** Copies the lists. */
    public CaseFingerprint {
        size = List.copyOf(size);
        spacing = List.copyOf(spacing);
        intensities = List.copyOf(intensities);
        labelVolumes = new TreeMap<>(labelVolumes);
    }

    /**
     * {@return the volume of some labels together, in mm³}
     *
     * @param values the labels
     */
    public double labelVolume(List<Integer> values) {
        return labelVolumes.entrySet().stream().filter(entry -> values.contains(entry.getKey())).mapToDouble(Map.Entry::getValue).sum();
    }
}
