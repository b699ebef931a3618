package dev.factorizer.models.recipes;

import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.cache.CasePreparation;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.Optimizer;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that decides a training: how a scan becomes the network's input, what is random in it, what is trained, how, for how long,
 * and how its result is used.
 *
 * @param name what it is for, such as {@code hippocampus}
 * @param model channels, preprocessing, network and labels: what is kept with the trained weights
 * @param regions the labels of a map that each of the model's regions consists of, in the order of the network's channels; empty for
 *     classes that exclude each other, whose targets are label maps
 * @param folds how cases are divided where the data set doesn't say
 * @param augmentation what is random in the samples; its patch is the network's window
 * @param loss what is minimized
 * @param optimizer how parameters follow their gradients
 * @param rate how the learning rate changes
 * @param length of steps, epochs and batches
 * @param inference how scans are segmented, for validation and later
 * @param seed of initial values, order of cases, augmentation and dropout
 */
public record Recipe(String name, ModelRecipe model, Optional<SplitRegions> regions, FoldSettings folds, Augmentation augmentation,
        Loss loss, Optimizer optimizer, RateSettings rate, LengthSettings length, SegmentationSettings inference, long seed) {
    /** Checks that the parts fit together. */
    public Recipe {
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        if (name.isBlank()) {
            throw new IllegalArgumentException("recipe: name is empty, expected one such as hippocampus");
        }
        boolean exclusive = model.labels().rule() instanceof LabelRule.Exclusive;
        int found = regions.map(split -> split.regions().size()).orElse(0);
        if (exclusive != regions.isEmpty() || !exclusive && found != model.labels().regions().size()) {
            throw new IllegalArgumentException("recipe: there are labels of " + found + " regions, expected "
                    + (exclusive ? "none, as the classes exclude each other" : "those of " + model.labels().regions().size()));
        }
        if (!augmentation.patch().size().equals(model.network().window())) {
            throw new IllegalArgumentException("recipe: patches have " + augmentation.patch().size() + " voxels, expected "
                    + model.network().window() + ", the network's window");
        }
    }

    /** {@return what is done to each case before samples are drawn} */
    public CasePreparation preparation() {
        return CasePreparation.of(model.preprocessing());
    }
}
