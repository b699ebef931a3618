package dev.factorizer.models.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where the channels or regions of a network are in another one.
 *
 * @param names what each is, in the network that is trained
 * @param places for each, its place in the source; -1 if it isn't there
 * @param sources how many the source has
 */
record AxisMatch(List<String> names, int[] places, int sources) {
    /** By name, whatever the case of its letters. */
    static AxisMatch byName(List<String> source, List<String> target) {
        List<String> lower = source.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return new AxisMatch(target, target.stream().mapToInt(name -> lower.indexOf(name.toLowerCase(Locale.ROOT))).toArray(),
                source.size());
    }

    /** Without names: all in their places if there are equally many, else none. */
    static AxisMatch byCount(int source, int target) {
        int[] places = new int[target];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < target; i++) {
            places[i] = source == target ? i : -1;
            names.add(Integer.toString(i));
        }
        return new AxisMatch(names, places, source);
    }

    int size() {
        return places.length;
    }

    /** Whether it is the source's axis as it is. */
    boolean isSame() {
        if (sources != places.length) {
            return false;
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }

    boolean isAnywhere() {
        return Arrays.stream(places).anyMatch(place -> place >= 0);
    }

    /** The names that are in the source, or those that aren't. */
    String names(boolean there) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0 == there) {
                found.add(names.get(i));
            }
        }
        return String.join(", ", found);
    }
}
