package dev.factorizer.io.datacheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the cases of a data set are like, to plan a training by.
 *
 * @param cases how many could be read
 * @param medianSize the median of the voxels along each axis
 * @param smallestSize the least of each axis
 * @param largestSize the most of each axis
 * @param medianSpacing the median of each axis, in mm
 * @param axisCodes how many cases have which orientation
 * @param intensities for each channel, those of the foreground of all cases together, by some voxels of each
 * @param labels how often each label is there, and how large
 */
public record DataFingerprint(int cases, List<Double> medianSize, List<Integer> smallestSize, List<Integer> largestSize,
        List<Double> medianSpacing, SortedMap<String, Integer> axisCodes, List<Intensities> intensities,
        SortedMap<Integer, LabelVolume> labels) {
    /** Copies the lists. */
    public DataFingerprint {
        medianSize = List.copyOf(medianSize);
        smallestSize = List.copyOf(smallestSize);
        largestSize = List.copyOf(largestSize);
        medianSpacing = List.copyOf(medianSpacing);
        axisCodes = new TreeMap<>(axisCodes);
        intensities = List.copyOf(intensities);
        labels = new TreeMap<>(labels);
    }

    /**
     * How large a label is.
     *
     * @param cases how many cases have it
     * @param smallest its least volume in those, in mm³
     * @param median the median of its volumes in those, in mm³
     * @param largest its largest volume, in mm³
     */
    public record LabelVolume(int cases, double smallest, double median, double largest) { }

    static DataFingerprint of(List<CaseFingerprint> cases, List<Intensities> intensities) {
        List<Double> medianSize = new ArrayList<>();
        List<Integer> smallest = new ArrayList<>();
        List<Integer> largest = new ArrayList<>();
        List<Double> spacing = new ArrayList<>();
        for (int i = 0; i < 3 && !cases.isEmpty(); i++) {
            int axis = i;
            double[] sizes = cases.stream().mapToDouble(one -> one.size().get(axis)).sorted().toArray();
            medianSize.add(median(sizes));
            smallest.add((int) sizes[0]);
            largest.add((int) sizes[sizes.length - 1]);
            spacing.add(median(cases.stream().mapToDouble(one -> one.spacing().get(axis)).sorted().toArray()));
        }
        SortedMap<String, Integer> codes = new TreeMap<>();
        cases.forEach(one -> codes.merge(one.axisCodes(), 1, Integer::sum));
        return new DataFingerprint(cases.size(), medianSize, smallest, largest, spacing, codes, intensities, labels(cases));
    }

    private static SortedMap<Integer, LabelVolume> labels(List<CaseFingerprint> cases) {
        TreeSet<Integer> values = new TreeSet<>();
        cases.forEach(one -> values.addAll(one.labelVolumes().keySet()));
        SortedMap<Integer, LabelVolume> labels = new TreeMap<>();
        for (int value : values) {
            double[] volumes = cases.stream().map(CaseFingerprint::labelVolumes).filter(volume -> volume.containsKey(value))
                    .mapToDouble((Map<Integer, Double> volume) -> volume.get(value)).sorted().toArray();
            labels.put(value, new LabelVolume(volumes.length, volumes[0], median(volumes), volumes[volumes.length - 1]));
        }
        return labels;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
