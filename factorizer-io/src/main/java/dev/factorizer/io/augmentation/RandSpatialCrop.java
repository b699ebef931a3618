package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.List;
import java.util.Optional;

/**
 * A patch anywhere in the case (MONAI's {@code RandSpatialCrop} with {@code random_size} false).
 *
 * @param size of the patch along each axis, in voxels
 */
public record RandSpatialCrop(List<Integer> size) implements PatchPlacement {
    /** Checks the size. */
    public RandSpatialCrop {
        size = PatchPlaces.checked("randSpatialCrop", size);
    }

    @Override
    public List<Integer> start(TrainingCase source, Draws draws, BatchPlace place) {
        return PatchPlaces.anywhere(source.grid(), size, draws);
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("randSpatialCrop", new SettingsWriter().put("size", size).toTree()));
    }
}
