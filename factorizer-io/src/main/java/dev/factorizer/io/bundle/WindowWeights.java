package dev.factorizer.io.bundle;

/** How the results of windows that overlap are weighted. */
public enum WindowWeights {
    /** All alike. */
    CONSTANT,
    /** By a Gaussian around the window's center: what is seen with context on all sides counts more. */
    GAUSSIAN
}
