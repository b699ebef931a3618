/** The other half. */
package dev.factorizer.rules.offences.cycle.second;
