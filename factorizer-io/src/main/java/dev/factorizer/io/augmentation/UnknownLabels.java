package dev.factorizer.io.augmentation;

import dev.factorizer.io.volume.Volume;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What label maps don't say: voxels that are not to be used, and regions or classes that were not looked for in some of the cases.
 * Targets are {@value #UNKNOWN} there, for losses that leave it out.
 *
 * <p>Voxels of the ignored label are unknown in all regions. A region that was not looked for in a case is unknown there as a whole, and
 * only that one: where a tumor was outlined as a whole, its core may be unknown. Where classes exclude each other, and the target is the
 * label map, the voxels of 0 are unknown in such a case, as they may be of a class that was not looked for.
 *
 * @param ignored the label of voxels that are not to be used ({@code LabelScheme.ignored} of a data set); empty if there is none
 * @param missing by the name of a case: the numbers, from 0, of the regions or classes that were not looked for in it; without a list of
 *     either, the number of a class is its label
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
            if (labels.stream().anyMatch(label -> label < 0 || label > LabelCounts.MOST)) {
                throw new IllegalArgumentException("unknown labels: " + labels + " were not looked for in " + name + ", expected numbers of"
                        + " regions or classes from 0 to " + LabelCounts.MOST);
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

    /** What is ignored is no region and no class, and what wasn't looked for in a case is one of them. */
    void requireFit(SupplySettings settings) {
        List<Set<Integer>> labels = settings.labels();
        boolean regions = settings.regions().isPresent();
        String what = regions ? "regions" : "classes";
        if ((regions || settings.classes().isPresent()) && labels.stream().anyMatch(region -> region.contains((int) ignoredValue()))) {
            throw new IllegalArgumentException("supply: " + what + " are " + labels + ", expected none with the label " + (int) ignoredValue()
                    + ", which is ignored");
        }
        missing.forEach((name, numbers) -> numbers.forEach(number -> {
            if (number >= labels.size() || !regions && labels.get(number).contains(0)) {
                throw new IllegalArgumentException("supply: number " + number + " was not looked for in " + name + ", expected one of the "
                        + what + " " + labels + (regions ? "" : " but the background"));
            }
        }));
    }

    /** The greatest number of what was not looked for; 0 if there is none. */
    int highest() {
        return missing.values().stream().flatMap(Set::stream).mapToInt(Integer::intValue).max().orElse(0);
    }

    /**
     * Labels that a case can't have, as they are of nothing that was looked for in it.
     *
     * @param name of the case
     * @param labels those of each region or class, in their order
     * @return the labels
     */
    public Set<Integer> absent(String name, List<Set<Integer>> labels) {
        Set<Integer> here = missing.getOrDefault(name, Set.of());
        Set<Integer> absent = new TreeSet<>();
        here.forEach(number -> absent.addAll(labels.get(number)));
        for (int number = 0; number < labels.size(); number++) {
            if (!here.contains(number)) {
                absent.removeAll(labels.get(number));
            }
        }
        return absent;
    }

    /** A case without what is not to be used: no patch is drawn around it. */
    TrainingCase known(TrainingCase source, List<Set<Integer>> labels) {
        Set<Integer> absent = absent(source.name(), labels);
        String found = source.labels().values().stream().filter(absent::contains).map(String::valueOf).collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("has voxels of label " + found + ", expected none of what was not looked for in it");
        }
        return ignored.isPresent() ? new KnownCase(source, ignored.getAsInt()) : source;
    }

    /** Marks what is unknown in targets that have one channel for each region. */
    void mark(String name, Volume label, Volume targets) {
        float[] labels = label.voxels();
        float[] values = targets.voxels();
        for (int region = 0; region < targets.channels(); region++) {
            boolean whole = missing.getOrDefault(name, Set.of()).contains(region);
            for (int i = 0; i < labels.length; i++) {
                if (whole || labels[i] == ignoredValue()) {
                    values[region * labels.length + i] = UNKNOWN;
                }
            }
        }
    }

    /** A label map in which what is unknown is marked; a copy, as the map may be another's. */
    Volume marked(String name, Volume label) {
        boolean isPartly = !missing.getOrDefault(name, Set.of()).isEmpty();
        float[] labels = label.voxels().clone();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == ignoredValue() || isPartly && labels[i] == 0) {
                labels[i] = UNKNOWN;
            }
        }
        return label.withVoxels(1, labels);
    }

    private float ignoredValue() {
        return ignored.orElse((int) UNKNOWN);
    }
}
