package dev.factorizer.models.recipes;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.io.augmentation.Augmentation;
import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.cache.CasePreparation;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.transforms.SplitRegions;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.Averaging;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.losses.Loss;
import dev.factorizer.models.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that decides a training: how a scan becomes the network's input, what is random in it, what is trained, how, for how long,
 * and how its result is used.
 *
 * @param name what it is for, such as {@code hippocampus}
 * @param model channels, preprocessing, network and labels: what is kept with the trained weights
 * @param regions the labels of a map that each of the model's regions consists of, in the order of the network's channels; empty for
 *     classes that exclude each other, whose targets are label maps
 * @param unlabeled by the id of a case: the names of regions or classes that were not looked for in it; they are left out of the loss and
 *     of validations there. None of cases in which all was looked for
 * @param folds how cases are divided where the data set doesn't say
 * @param augmentation what is random in the samples; its patch is the network's window, one voxel deep if the network sees slices
 * @param loss what is minimized
 * @param optimizer how parameters follow their gradients
 * @param rate how the learning rate changes
 * @param length of steps, epochs and batches
 * @param inference how scans are segmented, for validation and later; an overlap that it has becomes the model's
 * @param seed of initial values, order of cases, augmentation and dropout
 */
public record Recipe(String name, ModelRecipe model, Optional<SplitRegions> regions, Map<String, Set<String>> unlabeled, FoldSettings folds,
        Augmentation augmentation, Loss loss, Optimizer optimizer, RateSettings rate, LengthSettings length, SegmentationSettings inference,
        long seed) {
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
        unlabeled = UnlabeledRegions.checked(unlabeled, model.labels());
        if (!augmentation.patch().size().equals(patch(model.network()))) {
            throw new IllegalArgumentException("recipe: patches have " + augmentation.patch().size() + " voxels, expected "
                    + patch(model.network()) + ", the network's window");
        }
        if (inference.averaging() != Averaging.PROBABILITIES || inference.probabilities() || inference.uncertainty()) {
            throw new IllegalArgumentException("recipe: inference says how several models are averaged or what is kept, expected neither, as"
                    + " a training has one model and keeps nothing but labels");
        }
        Tiling windows = inference.windows(model);
        model = model.withWindows(windows.overlap(), windows.weights(), windows.flips());
        inference = SegmentationSettings.DEFAULT.withSumBytes(inference.sumBytes());
    }

    /**
     * The size of samples for a network.
     *
     * @param network settings of a network of one to three axes
     * @return its window, one voxel along the axes that it doesn't have
     */
    public static List<Integer> patch(NetworkSettings network) {
        List<Integer> size = new ArrayList<>(network.window());
        while (size.size() < 3) {
            size.add(1);
        }
        return List.copyOf(size);
    }

    /** {@return the labels of a map that each of the model's regions or classes has, in the order of the network's channels} */
    public List<Set<Integer>> channelLabels() {
        return UnlabeledRegions.consist(model.labels(), regions);
    }

    /**
     * The same for a data set, of which it takes what was not looked for in some cases, unless the recipe says it already.
     *
     * @param list the data set
     * @return another recipe
     * @throws MismatchException listing cases or labels that are unknown, or what recipe and data set say differently
     */
    public Recipe forData(DataList list) {
        return new Recipe(name, model, regions, UnlabeledRegions.resolved(this, list), folds, augmentation, loss, optimizer, rate, length,
                inference, seed);
    }

    /** {@return what is done to each case before samples are drawn} */
    public CasePreparation preparation() {
        return CasePreparation.of(model.preprocessing());
    }

    /**
     * {@return everything as a tree, in the order and by the names of a recipe's file; of an augmentation that has a name all transforms,
     * so that the tree means the same to later versions}
     */
    public Map<String, Object> toTree() {
        return RecipeFields.tree(this);
    }

    /**
     * The same with another value of a setting.
     *
     * @param key the path of the setting in the file, with dots, such as {@code network.widths}
     * @param value as {@link #with(Map)} takes it
     * @return another recipe
     * @throws IllegalArgumentException if there is no such setting, naming the nearest one, or the value doesn't fit
     */
    public Recipe with(String key, String value) {
        return with(Map.of(key, value));
    }

    /**
     * The same with other values of settings, all changed before any is checked.
     *
     * @param values by the path of a setting in the file, with dots, such as {@code network.widths}; an element of a list by its number
     *     from 0. A value is a number, {@code true}, {@code false}, {@code null}, a text, a list of them with commas, or JSON that begins
     *     with [, { or a quotation mark. Another {@code kind} drops the settings of the former one
     * @return another recipe
     * @throws IllegalArgumentException if there is no such setting, naming the nearest one, or a value doesn't fit
     */
    public Recipe with(Map<String, String> values) {
        return Recipes.of(SettingChanges.apply(RecipeFields.changeable(this), values));
    }
}
