package dev.factorizer.io.dicom.series;

import dev.factorizer.io.files.MalformedFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Several slices in each place: volumes of several times, echoes or the like, which become channels. They are told apart by one of
 * the {@linkplain VolumeKey attributes} that have the same values in every place, or by all of these together, else by
 * InstanceNumber if the slices are numbered volume by volume or place by place. What remains are duplicates.
 */
final class VolumeSorting {
    private static final int MOST_NAMED = 8;

    private final List<List<Slice>> places;
    private final List<String> warnings;

    /**
     * Prepares sorting.
     *
     * @param places the slices in each place, in all the same number
     * @param warnings where it is said what told the channels apart
     */
    VolumeSorting(List<List<Slice>> places, List<String> warnings) {
        this.places = places;
        this.warnings = warnings;
    }

    /** The slices of each channel, from place to place. */
    List<List<Slice>> channels() throws MalformedFileException {
        int count = places.getFirst().size();
        Slice first = places.getFirst().getFirst();
        List<VolumeKey> keys = new ArrayList<>();
        for (VolumeKey key : VolumeKey.values()) {
            Set<String> values = values(places.getFirst(), key);
            if (values.size() > 1 && places.stream().allMatch(place -> values(place, key).equals(values))) {
                keys.add(key);
            }
        }
        List<List<VolumeKey>> choices = new ArrayList<>();
        keys.forEach(key -> choices.add(List.of(key)));
        choices.add(keys);
        for (List<VolumeKey> choice : choices) {
            Optional<List<List<Slice>>> told = byKeys(choice);
            if (told.isEmpty()) {
                continue;
            }
            warnings.add(first.file() + ": and its series hold " + count + " volumes, read as channels in the order of "
                    + choice.stream().map(key -> key.attribute() + " (" + named(told.get(), key) + ")").collect(Collectors.joining(", ")));
            return told.get();
        }
        Optional<List<List<Slice>>> numbered = byNumber();
        if (numbered.isPresent()) {
            warnings.add(first.file() + ": and its series hold " + count + " volumes, read as channels in the order of InstanceNumber,"
                    + " because no other attribute tells them apart");
            return numbered.get();
        }
        String names = places.getFirst().stream().limit(4).map(Slice::name).collect(Collectors.joining(", "));
        throw new MalformedFileException(first.file(), count + " slices lie in each of the " + places.size()
                + " planes of the series (at " + SliceLine.place(first) + ": " + names + "), and neither time, echo, diffusion,"
                + " acquisition nor InstanceNumber sorts them into volumes; remove duplicates or choose the files of one volume");
    }

    private static Set<String> values(List<Slice> slices, VolumeKey key) {
        return slices.stream().map(slice -> slice.keys().getOrDefault(key, "")).collect(Collectors.toSet());
    }

    private static String named(List<List<Slice>> channels, VolumeKey key) {
        List<String> values = channels.stream().map(channel -> channel.getFirst().keys().getOrDefault(key, "none")).distinct().toList();
        return values.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")) + (values.size() > MOST_NAMED ? ", …" : "");
    }

    private Optional<List<List<Slice>>> byKeys(List<VolumeKey> keys) {
        Comparator<List<String>> order = (a, b) -> {
            for (int i = 0; i < a.size(); i++) {
                int compared = compare(a.get(i), b.get(i));
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
        Map<List<String>, List<Slice>> channels = new TreeMap<>(order);
        Function<Slice, List<String>> value = slice -> keys.stream().map(key -> slice.keys().getOrDefault(key, "")).toList();
        for (List<Slice> place : places) {
            Set<List<String>> seen = new HashSet<>();
            for (Slice slice : place) {
                List<String> key = value.apply(slice);
                if (!seen.add(key)) {
                    return Optional.empty();
                }
                channels.computeIfAbsent(key, none -> new ArrayList<>()).add(slice);
            }
        }
        return channels.size() == places.getFirst().size() && channels.values().stream().allMatch(one -> one.size() == places.size())
                ? Optional.of(List.copyOf(channels.values())) : Optional.empty();
    }

    /** Numbers by size, other text behind them. */
    private static int compare(String a, String b) {
        Optional<Double> first = number(a);
        Optional<Double> second = number(b);
        if (first.isPresent() && second.isPresent()) {
            int compared = first.get().compareTo(second.get());
            return compared != 0 ? compared : a.compareTo(b);
        }
        return first.isPresent() ? -1 : second.isPresent() ? 1 : a.compareTo(b);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<List<List<Slice>>> byNumber() {
        int count = places.getFirst().size();
        List<Slice> all = places.stream().flatMap(List::stream).sorted(Comparator.comparingLong(Slice::order)).toList();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).order() < 0 || i > 0 && all.get(i).order() == all.get(i - 1).order()) {
                return Optional.empty();
            }
        }
        Map<Long, Integer> place = new HashMap<>();
        List<List<Slice>> sorted = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            for (Slice slice : places.get(i)) {
                place.put(slice.order(), i);
            }
            sorted.add(places.get(i).stream().sorted(Comparator.comparingLong(Slice::order)).toList());
        }
        List<Integer> walk = all.stream().map(slice -> place.get(slice.order())).toList();
        if (!isWhole(walk, places.size(), places.size()) && !isWhole(walk, count, 1)) {
            return Optional.empty();
        }
        List<List<Slice>> channels = new ArrayList<>();
        for (int channel = 0; channel < count; channel++) {
            int number = channel;
            channels.add(sorted.stream().map(slices -> slices.get(number)).toList());
        }
        return Optional.of(channels);
    }

    /** Whether each part of so many numbers holds so many different ones. */
    private static boolean isWhole(List<Integer> walk, int length, int different) {
        for (int from = 0; from < walk.size(); from += length) {
            if (new HashSet<>(walk.subList(from, from + length)).size() != different) {
                return false;
            }
        }
        return true;
    }
}
