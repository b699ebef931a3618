package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.IntensityTransform;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Transforms each channel as an image of its own.
 *
 * @param channels what is done to each; empty for those that stay
 */
public record PerChannel(List<Optional<IntensityTransform>> channels) implements IntensityTransform {
    /** Copies the list. */
    public PerChannel {
        channels = List.copyOf(channels);
    }

    @Override
    public Volume apply(Volume image) {
        if (image.channels() != channels.size()) {
            throw new IllegalArgumentException("perChannel: the image has " + image.channels() + " channels, expected "
                    + channels.size());
        }
        int count = image.grid().voxels();
        float[] voxels = image.voxels().clone();
        for (int i = 0; i < channels.size(); i++) {
            if (channels.get(i).isPresent()) {
                Volume channel = image.withVoxels(1, Arrays.copyOfRange(voxels, i * count, (i + 1) * count));
                System.arraycopy(channels.get(i).get().apply(channel).voxels(), 0, voxels, i * count, count);
            }
        }
        return image.withVoxels(image.channels(), voxels);
    }
}
