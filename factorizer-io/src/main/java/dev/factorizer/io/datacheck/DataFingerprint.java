package dev.factorizer.io.datacheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the cases of a data set are like, to plan a training by.
 *
 * @param cases how many could be read
 * @param medianSize the median of the voxels along each axis
 * @param smallestSize the least of each axis
 * @param largestSize the most of each axis
 * @param medianSpacing the median of each axis, in mm
 * @param finestSpacing the least of each axis, in mm
 * @param coarsestSpacing the most of each axis, in mm
 * @param axisCodes how many cases have which orientation
 * @param intensities for each channel, those of the foreground of all cases together, by some voxels of each
 * @param values for each channel, those of the whole images: the least, the most, and the median of the shares that are not 0
 * @param nonzeroBoxShare of the voxels, how many are left after all that is 0 in each channel was cropped; the median
 * @param largestLabelSize along each axis, the largest box of the voxels with a label; empty if there is none
 * @param labels how often each label is there, and how large
 */
public record DataFingerprint(int cases, List<Double> medianSize, List<Integer> smallestSize, List<Integer> largestSize,
        List<Double> medianSpacing, List<Double> finestSpacing, List<Double> coarsestSpacing, SortedMap<String, Integer> axisCodes,
        List<Intensities> intensities, List<ChannelValues> values, double nonzeroBoxShare, List<Integer> largestLabelSize,
        SortedMap<Integer, LabelVolume> labels) {
    /** Copies the lists. */
    public DataFingerprint {
        medianSize = List.copyOf(medianSize);
        smallestSize = List.copyOf(smallestSize);
        largestSize = List.copyOf(largestSize);
        medianSpacing = List.copyOf(medianSpacing);
        finestSpacing = List.copyOf(finestSpacing);
        coarsestSpacing = List.copyOf(coarsestSpacing);
        axisCodes = new TreeMap<>(axisCodes);
        intensities = List.copyOf(intensities);
        values = List.copyOf(values);
        largestLabelSize = List.copyOf(largestLabelSize);
        labels = new TreeMap<>(labels);
    }

    /**
     * How large a label is.
     *
     * @param cases how many cases have it
     * @param smallest its least volume in those, in mm³
     * @param median the median of its volumes in those, in mm³
     * @param largest its largest volume, in mm³
     * @param share of the images with it, how much of their volume it is; the median
     */
    public record LabelVolume(int cases, double smallest, double median, double largest, double share) { }

    static DataFingerprint of(List<CaseFingerprint> cases, List<Intensities> intensities) {
        List<Double> medianSize = new ArrayList<>();
        List<Integer> smallest = new ArrayList<>();
        List<Integer> largest = new ArrayList<>();
        List<Double> spacing = new ArrayList<>();
        List<Double> finest = new ArrayList<>();
        List<Double> coarsest = new ArrayList<>();
        for (int i = 0; i < 3 && !cases.isEmpty(); i++) {
            int axis = i;
            double[] sizes = cases.stream().mapToDouble(one -> one.size().get(axis)).sorted().toArray();
            medianSize.add(median(sizes));
            smallest.add((int) sizes[0]);
            largest.add((int) sizes[sizes.length - 1]);
            double[] steps = cases.stream().mapToDouble(one -> one.spacing().get(axis)).sorted().toArray();
            spacing.add(median(steps));
            finest.add(steps[0]);
            coarsest.add(steps[steps.length - 1]);
        }
        SortedMap<String, Integer> codes = new TreeMap<>();
        cases.forEach(one -> codes.merge(one.axisCodes(), 1, Integer::sum));
        return new DataFingerprint(cases.size(), medianSize, smallest, largest, spacing, finest, coarsest, codes, intensities, values(cases),
                cases.isEmpty() ? 1 : median(cases.stream().mapToDouble(CaseFingerprint::nonzeroBoxShare).sorted().toArray()),
                labelSize(cases), labels(cases));
    }

    /** Only of cases that have all channels. */
    private static List<ChannelValues> values(List<CaseFingerprint> cases) {
        int channels = cases.stream().mapToInt(one -> one.values().size()).max().orElse(0);
        List<ChannelValues> values = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            int channel = i;
            List<ChannelValues> found = cases.stream().filter(one -> one.values().size() == channels).map(one -> one.values().get(channel))
                    .toList();
            values.add(new ChannelValues(found.stream().mapToDouble(ChannelValues::minimum).min().orElseThrow(),
                    found.stream().mapToDouble(ChannelValues::maximum).max().orElseThrow(),
                    median(found.stream().mapToDouble(ChannelValues::nonzeroShare).sorted().toArray())));
        }
        return values;
    }

    private static List<Integer> labelSize(List<CaseFingerprint> cases) {
        List<List<Integer>> sizes = cases.stream().map(CaseFingerprint::labelSize).filter(size -> !size.isEmpty()).toList();
        return sizes.isEmpty() ? List.of() : IntStream.range(0, 3)
                .mapToObj(axis -> sizes.stream().mapToInt(size -> size.get(axis)).max().orElseThrow()).toList();
    }

    private static SortedMap<Integer, LabelVolume> labels(List<CaseFingerprint> cases) {
        TreeSet<Integer> values = new TreeSet<>();
        cases.forEach(one -> values.addAll(one.labelVolumes().keySet()));
        SortedMap<Integer, LabelVolume> labels = new TreeMap<>();
        for (int value : values) {
            List<CaseFingerprint> with = cases.stream().filter(one -> one.labelVolumes().containsKey(value)).toList();
            double[] volumes = with.stream().mapToDouble(one -> volume(one, value)).sorted().toArray();
            double[] shares = with.stream().mapToDouble(one -> volume(one, value) / one.volume()).sorted().toArray();
            labels.put(value, new LabelVolume(volumes.length, volumes[0], median(volumes), volumes[volumes.length - 1], median(shares)));
        }
        return labels;
    }

    private static double volume(CaseFingerprint one, int label) {
        return Objects.requireNonNull(one.labelVolumes().get(label), "the case doesn't have this label");
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
