/**
 * How much memory the segmentation of a large volume takes, beside its plan. Start with {@link
 * dev.factorizer.bench.volume.LargeVolume}.
 */
package dev.factorizer.bench.volume;
