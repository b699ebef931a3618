package dev.factorizer.io.cache;

import dev.factorizer.api.settings.Identified;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.io.augmentation.Sample;
import dev.factorizer.io.bundle.PreprocessingFields;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Volume;
import java.util.Optional;

/**
 * The deterministic part of what is done to a case before samples are drawn from it. It must depend on nothing but its arguments and
 * what its identity says; without an identity, nothing is cached.
 */
@FunctionalInterface
public interface CasePreparation extends Identified {
    /**
     * Prepares a case.
     *
     * @param name of the case
     * @param image as it was read, its values finite
     * @param label its label map, on the same grid
     * @return the case that samples are drawn from
     * @throws IllegalArgumentException if it can't be prepared
     */
    Sample prepare(String name, Volume image, Volume label);

    /**
     * What a network's preprocessing does.
     *
     * @param steps the steps; the label map is brought along
     * @return the preparation
     */
    static CasePreparation of(Preprocessing steps) {
        return new CasePreparation() {
            @Override
            public Sample prepare(String name, Volume image, Volume label) {
                Preprocessed prepared = steps.apply(image);
                return new Sample(name, prepared.volume(), prepared.bringLabel(label));
            }

            @Override
            public Optional<Identity> identity() {
                return Optional.of(new Identity("preprocessing", PreprocessingFields.tree(steps)));
            }
        };
    }
}
