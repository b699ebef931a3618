package dev.factorizer.api.tensor;
/** x. */
public record Shape(int a) { }
