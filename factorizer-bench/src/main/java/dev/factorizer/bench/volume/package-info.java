/** How much memory the segmentation of a large volume takes, beside its plan: {@code LargeVolume} is the program. */
package dev.factorizer.bench.volume;
