package dev.factorizer.rules.offences;

/** Two ends of the process. */
public final class Exit {
    void called() {
        System.exit(1);
        Runtime.getRuntime().halt(1);
    }
}
