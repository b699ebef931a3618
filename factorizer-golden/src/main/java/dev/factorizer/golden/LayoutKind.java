package dev.factorizer.golden;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.operations.Matricize;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Kinds {@code matricize} and {@code shiftedWindows}: images as matrices and back. */
final class LayoutKind implements GraphKind {
    private final boolean shifted;

    LayoutKind(boolean shifted) {
        this.shifted = shifted;
    }

    @Override
    public Map<String, Value> build(GoldenGraph at) {
        Settings settings = at.settings();
        int channels = settings.integer("channels");
        List<Integer> sizes = settings.integers("spatialSize");
        Shape spatial = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        int heads = settings.has("headDimension") ? Matricization.headsOf(channels, settings.integer("headDimension"))
                : settings.integer("numberOfHeads");
        Matricization layout;
        if (settings.has("patchSize")) {
            List<Integer> patch = settings.perAxis("patchSize", spatial.rank());
            layout = Matricization.ofPatch(spatial, heads, patch, shifts(settings, patch));
        } else {
            List<Integer> grid = settings.perAxis("gridSize", spatial.rank());
            layout = Matricization.ofGrid(spatial, heads, grid, shifts(settings, grid));
        }
        settings.stated("matrixSize");
        return Map.of("y", at.input("x").apply(new Matricize(layout)),
                "inverse", at.input("z").apply(new Dematricize(layout, channels)));
    }

    /** One shift or none; or a list, by default no shift and half a window. */
    private List<List<Integer>> shifts(Settings settings, List<Integer> patch) {
        if (!shifted) {
            return List.of(settings.has("shift") ? settings.perAxis("shift", patch.size()) : none(patch));
        }
        if (!settings.has("shifts")) {
            return List.of(none(patch), patch.stream().map(size -> size / 2).toList());
        }
        List<List<Integer>> shifts = new ArrayList<>();
        for (List<Integer> shift : settings.integerLists("shifts")) {
            shifts.add(shift.isEmpty() ? none(patch) : Settings.perAxis("shifts", shift, patch.size()));
        }
        return shifts;
    }

    private static List<Integer> none(List<Integer> patch) {
        return Collections.nCopies(patch.size(), 0);
    }
}
