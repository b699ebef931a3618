package dev.factorizer.backend.tornado.kernels.elementwise;

import dev.factorizer.backend.tornado.kernels.settings.KernelSettings;

/** Settings of kernels that make one element of another, at offsets of contiguous values. */
public interface UnarySettings extends KernelSettings {
    int X = 1;
    int Y = 2;
}
