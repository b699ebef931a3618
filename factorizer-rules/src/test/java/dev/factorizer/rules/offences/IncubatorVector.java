package dev.factorizer.rules.offences;

import jdk.incubator.vector.FloatVector;

/** Uses the Vector API outside its module. */
public final class IncubatorVector {
    int called() {
        return FloatVector.SPECIES_PREFERRED.length();
    }
}
