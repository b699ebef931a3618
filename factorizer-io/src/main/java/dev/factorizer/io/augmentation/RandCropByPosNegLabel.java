package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.volume.Grid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A patch around a voxel of the foreground with probability positive/(positive + negative), else around one of the background
 * (MONAI's {@code RandCropByPosNegLabel}). It is moved to lie within the case. Where there is no voxel of the kind that was drawn,
 * one of the other kind is taken.
 *
 * @param size of the patch along each axis, in voxels
 * @param positive weight of the foreground, at least 0
 * @param negative weight of the background, at least 0; not both 0
 */
public record RandCropByPosNegLabel(List<Integer> size, double positive, double negative) implements PatchPlacement {
    /** Checks the settings. */
    public RandCropByPosNegLabel {
        size = PatchPlaces.checked("randCropByPosNegLabel", size);
        if (!(positive >= 0 && negative >= 0 && positive + negative > 0 && Double.isFinite(positive + negative))) {
            throw new IllegalArgumentException("randCropByPosNegLabel: positive is " + positive + ", negative " + negative
                    + ", expected two numbers of at least 0 that are not both 0");
        }
    }

    @Override
    public List<Integer> start(TrainingCase source, Draws draws, BatchPlace place) throws IOException {
        Grid grid = source.grid();
        List<Integer> labels = source.labels().values();
        int[] counts = source.labels().inPlanes(labels);
        long foreground = labels.stream().mapToLong(source.labels()::total).sum();
        boolean inside = draws.happens(positive / (positive + negative));
        inside = foreground > 0 && (inside || foreground == grid.voxels());
        if (!inside) {
            for (int x = 0; x < counts.length; x++) {
                counts[x] = grid.y() * grid.z() - counts[x];
            }
        }
        int[] voxel = PatchPlaces.voxel(source, labels, inside, counts, draws);
        Integer[] start = new Integer[3];
        for (int axis = 0; axis < 3; axis++) {
            int least = PatchPlaces.least(grid, size, axis);
            int last = Math.max(least, grid.size(axis) - size.get(axis));
            start[axis] = Math.clamp(voxel[axis] - size.get(axis) / 2, least, last);
        }
        return List.of(start);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randCropByPosNegLabel",
                new SettingsWriter().put("size", size).put("positive", positive).put("negative", negative).toTree()));
    }
}
