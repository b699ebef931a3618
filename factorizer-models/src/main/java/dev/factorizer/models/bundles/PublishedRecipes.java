package dev.factorizer.models.bundles;

import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.networks.Deconver;
import dev.factorizer.models.networks.DynUNet;
import dev.factorizer.models.networks.Factorizer;
import dev.factorizer.models.networks.SegResNet;
import dev.factorizer.models.networks.SwinUNETR;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The recipes that the authors published, by name: those of the Factorizer, and of the networks that it is compared with. */
public final class PublishedRecipes {
    private static final Map<String, Supplier<ModelRecipe>> ALL = all();

    private PublishedRecipes() { }

    /** The one list, of what has a name and what is listed. */
    private static Map<String, Supplier<ModelRecipe>> all() {
        Map<String, Supplier<ModelRecipe>> all = new LinkedHashMap<>();
        all.put("brats23", PublishedRecipes::brats23);
        all.put("isles22", PublishedRecipes::isles22);
        all.put("deconver-brats23", () -> brats23(Deconver.Settings.brats23()));
        all.put("deconver-isles22", () -> isles22(Deconver.Settings.isles22()));
        all.put("nnunet-brats23", () -> brats23(DynUNet.Settings.brats23()));
        all.put("nnunet-isles22", () -> isles22(DynUNet.Settings.isles22()));
        all.put("segresnet-brats23", () -> brats23(SegResNet.Settings.brats23()));
        all.put("segresnet-isles22", () -> isles22(SegResNet.Settings.isles22()));
        all.put("swinunetr-isles22", PublishedRecipes::swinUNETRIsles22);
        return all;
    }

    /** {@return the names of all recipes} */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * {@return a recipe}
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if there is no recipe of this name
     */
    public static ModelRecipe named(String name) {
        Supplier<ModelRecipe> recipe = ALL.get(name);
        if (recipe == null) {
            throw new IllegalArgumentException("recipe: \"" + name + "\" is unknown, expected one of "
                    + String.join(", ", ALL.keySet()));
        }
        return recipe.get();
    }

    /** {@return the Factorizer for BraTS 2023: enhancing tumor (label 3), tumor core (1) and whole tumor (2), the smaller ones on top} */
    public static ModelRecipe brats23() {
        return brats23(Factorizer.Settings.brats23());
    }

    /** {@return the Factorizer for ISLES 2022: ischemic lesions in diffusion-weighted images} */
    public static ModelRecipe isles22() {
        return isles22(Factorizer.Settings.isles22());
    }

    /** The only one for ISLES 2022 that sees the images at 1 mm. */
    private static ModelRecipe swinUNETRIsles22() {
        SwinUNETR.Settings network = SwinUNETR.Settings.isles22();
        return new ModelRecipe(network, List.of("dwi", "adc"), Preprocessing.recipe(1, network.spatialSize().getFirst()),
                Labels.isles22());
    }

    /** All networks were trained on the same images. */
    private static ModelRecipe brats23(NetworkSettings network) {
        return new ModelRecipe(network, List.of("t1", "t1c", "t2", "flair"), Preprocessing.brats23(), Labels.brats23());
    }

    private static ModelRecipe isles22(NetworkSettings network) {
        return new ModelRecipe(network, List.of("dwi", "adc"), Preprocessing.isles22(), Labels.isles22());
    }
}
