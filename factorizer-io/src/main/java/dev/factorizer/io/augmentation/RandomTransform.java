package dev.factorizer.io.augmentation;

import dev.factorizer.api.settings.Identified;

/**
 * Something that is done to a sample with a probability. It draws settings, a record that can be printed and compared; what is done
 * is a function of that record and the sample.
 */
public sealed interface RandomTransform extends Identified permits RandomSpatialTransform, RandomIntensityTransform { }
