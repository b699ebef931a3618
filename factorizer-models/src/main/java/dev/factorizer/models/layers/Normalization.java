package dev.factorizer.models.layers;

import dev.factorizer.api.network.Layer;

/** A normalization that settings of a network may choose: (B, C, S…) → (B, C, S…). */
public sealed interface Normalization extends Layer permits BatchNormalization, GroupNormalization, InstanceNormalization {
    /** {@return what is added to the variance} */
    double epsilon();

    /** {@return whether the result is scaled and moved by learned numbers} */
    boolean affine();
}
