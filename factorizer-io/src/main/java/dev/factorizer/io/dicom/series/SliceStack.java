package dev.factorizer.io.dicom.series;

import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.volume.Grid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Slices sorted into one volume: along their normal, and into channels where several lie in each place.
 *
 * @param grid where the voxels are: columns, rows, slices
 * @param channels for each channel its slices along the third axis
 * @param warnings sentences about steps and channels
 */
record SliceStack(Grid grid, List<List<Slice>> channels, List<String> warnings) {
    /** Slices nearer than this, in mm, lie in one plane. */
    private static final double SAME_PLANE = 1e-3;

    /**
     * Sorts slices.
     *
     * @param slices at least one; all parallel and of one size, in any order
     * @throws MalformedFileException if they make no volume
     */
    static SliceStack of(List<Slice> slices) throws MalformedFileException {
        requireNoCopies(slices);
        Vector normal = slices.getFirst().plane().normal();
        List<Slice> sorted = slices.stream().sorted(Comparator
                .comparingDouble((Slice slice) -> slice.plane().position().dot(normal)).thenComparingLong(Slice::order)
                .thenComparing(Slice::name)).toList();
        List<List<Slice>> places = new ArrayList<>();
        double last = 0;
        for (Slice slice : sorted) {
            double at = slice.plane().position().dot(normal);
            if (places.isEmpty() || at - last > SAME_PLANE) {
                places.add(new ArrayList<>());
                last = at;
            }
            places.getLast().add(slice);
        }
        List<String> warnings = new ArrayList<>();
        List<List<Slice>> channels = channels(places, warnings);
        List<SliceLine> lines = new ArrayList<>();
        for (List<Slice> channel : channels) {
            // Warnings about one channel are those about all.
            lines.add(new SliceLine(channel, lines.isEmpty() ? warnings : new ArrayList<>()));
        }
        Slice first = channels.getFirst().getFirst();
        try {
            return new SliceStack(new Grid(first.size().columns(), first.size().rows(), channels.getFirst().size(),
                    lines.getFirst().affine()), channels, warnings);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(first.file(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireNoCopies(List<Slice> slices) throws MalformedFileException {
        Map<List<Object>, Slice> seen = new HashMap<>();
        for (Slice slice : slices) {
            Slice.Tile tile = slice.place().tile();
            Slice other = slice.instance().isEmpty() ? null
                    : seen.put(List.of(slice.instance(), slice.place().frame(), tile == null ? -1 : tile.number()), slice);
            if (other != null) {
                throw new MalformedFileException(slice.file(), "is the same image as " + other.file() + " (SOPInstanceUID "
                        + slice.instance() + "), expected each once; remove one of them");
            }
        }
    }

    private static List<List<Slice>> channels(List<List<Slice>> places, List<String> warnings) throws MalformedFileException {
        Map<Integer, Long> counts = places.stream().collect(Collectors.groupingBy(List::size, Collectors.counting()));
        int usual = counts.entrySet().stream().max(Map.Entry.<Integer, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).orElseThrow().getKey();
        for (List<Slice> place : places) {
            if (place.size() != usual) {
                Slice slice = place.getLast();
                String others = place.stream().limit(4).map(Slice::name).collect(Collectors.joining(", "));
                throw new MalformedFileException(slice.file(), (place.size() > 1 ? place.size() + " slices lie" : "only one slice lies")
                        + " in the same plane at " + SliceLine.place(slice) + " (" + others + "), expected " + usual + " as in most of the "
                        + places.size() + " planes of the series; " + (place.size() > usual ? "remove duplicates" : "slices are missing"));
            }
        }
        for (List<Slice> place : places) {
            for (Slice slice : place) {
                double apart = slice.plane().position().minus(place.getFirst().plane().position()).length();
                if (apart > SliceLine.STRAIGHT_MM) {
                    throw new MalformedFileException(slice.file(), "slice at " + SliceLine.place(slice) + " lies in the same plane as "
                            + place.getFirst().name() + ", but " + String.format(Locale.ROOT, "%.4g", apart) + " mm beside it, expected the"
                            + " slices of several volumes in the same places");
                }
            }
        }
        return usual == 1 ? List.of(places.stream().map(List::getFirst).toList()) : new VolumeSorting(places, warnings).channels();
    }
}
