package dev.factorizer.rules.offences.cycle.second;

import dev.factorizer.rules.offences.cycle.first.Egg;

/** Needs the egg. */
public record Hen(Egg from) { }
