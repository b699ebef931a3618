package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.io.transforms.IntensityTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes some channels of an image, each with settings of its own, as nnU-Net does.
 *
 * @param probability that any channel is changed
 * @param channelProbability that a channel is, if any
 * @param each what is drawn for a channel that is, as if it were an image of its own
 */
public record RandPerChannel(double probability, double channelProbability, RandomIntensityTransform each)
        implements RandomIntensityTransform {
    /** Checks the settings. */
    public RandPerChannel {
        Probability.require("randPerChannel: probability", probability);
        Probability.require("randPerChannel: channelProbability", channelProbability);
        if (each instanceof RandPerChannel || each instanceof RandGaussianNoise) {
            throw new IllegalArgumentException("randPerChannel: each is " + each + ", expected something that has one setting for"
                    + " all channels; noise of its own in each channel is what RandGaussianNoise adds");
        }
    }

    @Override
    public Optional<IntensityTransform> draw(Draws draws, int channels) {
        if (!draws.happens(probability)) {
            return Optional.empty();
        }
        List<Optional<IntensityTransform>> drawn = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            drawn.add(draws.happens(channelProbability) ? each.draw(draws, 1) : Optional.empty());
        }
        return drawn.stream().allMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(new PerChannel(drawn));
    }

    static RandPerChannel read(SettingsReader read) {
        return new RandPerChannel(read.number("probability"), read.number("channelProbability"),
                read.object("each", AugmentationFields::intensity));
    }

    @Override
    public Optional<Identity> identity() {
        return each.identity().map(inner -> new Identity("randPerChannel", new SettingsWriter().put("probability", probability)
                .put("channelProbability", channelProbability).put("each", inner.toTree()).toTree()));
    }
}
