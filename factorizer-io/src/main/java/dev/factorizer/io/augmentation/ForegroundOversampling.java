package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.volume.Grid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * nnU-Net's patches: in a batch of B, sample i from round(B·(1 − share)) on (half to even) is around a voxel of the foreground, the
 * others are anywhere in the case. The label is drawn first, all that occur equally probable, then one of its voxels. Such a patch
 * begins no earlier than the case does, but may reach beyond its end; there it is 0. A case without foreground gives a patch
 * anywhere.
 *
 * @param size of the patch along each axis, in voxels
 * @param share of each batch, 0 to 1; nnU-Net's is 0.33
 */
public record ForegroundOversampling(List<Integer> size, double share) implements PatchPlacement {
    /** Checks the settings. */
    public ForegroundOversampling {
        size = PatchPlaces.checked("foregroundOversampling", size);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("foregroundOversampling: share is " + share + ", expected 0 to 1");
        }
    }

    /**
     * Whether a sample is around a voxel of the foreground.
     *
     * @param place where it is in its batch
     * @return true if it is
     */
    public boolean isForced(BatchPlace place) {
        return place.index() >= Math.rint(place.size() * (1 - share));
    }

    @Override
    public List<Integer> start(TrainingCase source, Draws draws, BatchPlace place) throws IOException {
        Grid grid = source.grid();
        List<Integer> labels = source.labels().values();
        if (!isForced(place) || labels.isEmpty()) {
            return PatchPlaces.anywhere(grid, size, draws);
        }
        List<Integer> label = List.of(labels.get((int) draws.below(labels.size())));
        int[] voxel = PatchPlaces.voxel(source, label, true, source.labels().inPlanes(label), draws);
        Integer[] start = new Integer[3];
        for (int axis = 0; axis < 3; axis++) {
            start[axis] = Math.max(PatchPlaces.least(grid, size, axis), voxel[axis] - size.get(axis) / 2);
        }
        return List.of(start);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("foregroundOversampling",
                new SettingsWriter().put("size", size).put("share", share).toTree()));
    }
}
