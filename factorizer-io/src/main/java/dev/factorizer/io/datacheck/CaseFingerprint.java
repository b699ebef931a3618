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
 * @param values for each channel, those of the whole image; empty if only headers were read
 * @param nonzeroSize the box of the voxels that are not 0 in some channel; empty if there is none, or only headers were read
 * @param labelSize the box of the voxels with a label; empty if there is none, or only headers were read
 * @param labelVolumes for each label above 0 that is there, its volume in mm³; empty if only headers were read, or without a label
 */
public record CaseFingerprint(String id, List<Integer> size, List<Double> spacing, String axisCodes, List<Intensities> intensities,
        List<ChannelValues> values, List<Integer> nonzeroSize, List<Integer> labelSize, SortedMap<Integer, Double> labelVolumes) {
    /** Copies the lists. */
    public CaseFingerprint {
        size = List.copyOf(size);
        spacing = List.copyOf(spacing);
        intensities = List.copyOf(intensities);
        values = List.copyOf(values);
        nonzeroSize = List.copyOf(nonzeroSize);
        labelSize = List.copyOf(labelSize);
        labelVolumes = new TreeMap<>(labelVolumes);
    }

    /** {@return how many voxels the image has} */
    public long voxels() {
        return size.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** {@return of the image's voxels, how many are left after all that is 0 in each channel was cropped; 1 if that is not known} */
    public double nonzeroBoxShare() {
        return nonzeroSize.isEmpty() ? 1
                : (double) nonzeroSize.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b) / voxels();
    }

    /** {@return the volume of the image, in mm³} */
    public double volume() {
        return voxels() * spacing.stream().mapToDouble(Double::doubleValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * {@return the volume of some labels together, in mm³}
     *
     * @param labels the labels
     */
    public double labelVolume(List<Integer> labels) {
        return labelVolumes.entrySet().stream().filter(entry -> labels.contains(entry.getKey())).mapToDouble(Map.Entry::getValue).sum();
    }
}
