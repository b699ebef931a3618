package dev.factorizer.models.bundles;

import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.models.networks.Factorizer;
import java.util.List;

/** The recipes that were published with the Factorizer. */
public final class PublishedRecipes {
    private PublishedRecipes() { }

    /** {@return BraTS 2023: enhancing tumor (label 3), tumor core (1) and whole tumor (2), the smaller ones on top} */
    public static ModelRecipe brats23() {
        return new ModelRecipe(Factorizer.Settings.brats23(), List.of("t1", "t1c", "t2", "flair"), Preprocessing.brats23(),
                Labels.brats23());
    }

    /** {@return ISLES 2022: ischemic lesions in diffusion-weighted images} */
    public static ModelRecipe isles22() {
        return new ModelRecipe(Factorizer.Settings.isles22(), List.of("dwi", "adc"), Preprocessing.isles22(),
                Labels.isles22());
    }
}
