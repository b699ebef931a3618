/** Half of a cycle. */
package dev.factorizer.rules.offences.cycle.first;
