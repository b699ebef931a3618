package dev.factorizer.io.transforms;

/** A step of {@link Preprocessing} that gives the intensities of all images the same scale. */
public sealed interface ImageNormalization extends IntensityTransform permits NormalizeIntensity, NormalizeChannels { }
