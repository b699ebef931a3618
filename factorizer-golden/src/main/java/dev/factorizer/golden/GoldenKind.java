package dev.factorizer.golden;

/** What the cases of a kind compute: a graph that a backend runs, or something on the host. */
sealed interface GoldenKind permits GraphKind, HostKind { }
