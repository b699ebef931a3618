package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.io.volume.Volume;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What label maps don't say: voxels that are not to be used, and labels that were not looked for in some of the cases. Targets are
 * {@value #UNKNOWN} there, for losses that leave it out.
 *
 * <p>Voxels of the ignored label are unknown in all regions. In a case in which labels were not looked for, the regions that have one
 * of them are unknown as a whole; where classes exclude each other, and the target is the label map, the case's voxels of 0 are, as
 * they may be of such a class.
 *
 * @param ignored the label of voxels that are not to be used ({@code LabelScheme.ignored} of a data set); empty if there is none
 * @param missing by the name of a case: the labels that were not looked for in it
 */
public record UnknownLabels(OptionalInt ignored, Map<String, Set<Integer>> missing) {
    /** The value of a target that is not known. */
    public static final float UNKNOWN = -1;

    /** Checks and copies the labels. */
    public UnknownLabels {
        if (ignored.isPresent() && (ignored.getAsInt() < 1 || ignored.getAsInt() > LabelCounts.MOST)) {
            throw new IllegalArgumentException("unknown labels: the ignored label is " + ignored.getAsInt() + ", expected 1 to "
                    + LabelCounts.MOST);
        }
        Map<String, Set<Integer>> copy = new LinkedHashMap<>();
        missing.forEach((name, labels) -> {
            if (labels.stream().anyMatch(label -> label < 1 || label > LabelCounts.MOST)) {
                throw new IllegalArgumentException("unknown labels: " + labels + " were not looked for in " + name + ", expected labels from 1"
                        + " to " + LabelCounts.MOST);
            }
            copy.put(name, Set.copyOf(labels));
        });
        missing = Collections.unmodifiableMap(copy);
    }

    /**
     * A label whose voxels are not to be used, in cases that are otherwise complete.
     *
     * @param label the label
     * @return the settings
     */
    public static UnknownLabels ignoring(int label) {
        return new UnknownLabels(OptionalInt.of(label), Map.of());
    }

    void requireFit(SplitRegions regions) {
        ignored.ifPresent(label -> {
            if (regions.regions().stream().anyMatch(region -> region.contains(label))) {
                throw new IllegalArgumentException("supply: regions are " + regions.regions() + ", expected none with the label " + label
                        + ", which is ignored");
            }
        });
    }

    /** A case without what is not to be used: no patch is drawn around it. */
    TrainingCase known(TrainingCase source) {
        Set<Integer> here = missing.getOrDefault(source.name(), Set.of());
        String found = source.labels().values().stream().filter(here::contains).map(String::valueOf).collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("has voxels of label " + found + ", expected none of what was not looked for in it");
        }
        return ignored.isPresent() ? new KnownCase(source, ignored.getAsInt()) : source;
    }

    /** Marks what is unknown in the targets of a sample: one channel for each region, or the label map itself. */
    void mark(String name, Volume label, SplitRegions regions, float[] targets) {
        float[] labels = label.voxels();
        for (int region = 0; region < regions.regions().size(); region++) {
            boolean whole = !Collections.disjoint(regions.regions().get(region), missing.getOrDefault(name, Set.of()));
            for (int i = 0; i < labels.length; i++) {
                if (whole || labels[i] == ignoredValue()) {
                    targets[region * labels.length + i] = UNKNOWN;
                }
            }
        }
    }

    /** Marks what is unknown in a label map. */
    void mark(String name, float[] labels) {
        boolean isPartly = !missing.getOrDefault(name, Set.of()).isEmpty();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == ignoredValue() || isPartly && labels[i] == 0) {
                labels[i] = UNKNOWN;
            }
        }
    }

    private float ignoredValue() {
        return ignored.orElse((int) UNKNOWN);
    }
}
