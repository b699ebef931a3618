/** Classes that break the rules on purpose, one for each rule, to show that the rules can fail. Never run. */
package dev.factorizer.rules.offences;
