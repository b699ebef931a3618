package dev.factorizer.rules.offences.cycle.first;

import dev.factorizer.rules.offences.cycle.second.Hen;

/** Needs the hen. */
public record Egg(Hen from) { }
