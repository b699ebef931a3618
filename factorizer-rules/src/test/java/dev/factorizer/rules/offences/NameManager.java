package dev.factorizer.rules.offences;

/** A missing noun. */
public final class NameManager { }
