/**
 * What the commands are put together from: {@link dev.factorizer.examples.wiring.FactorizerModule} tells Guice which backend
 * to open and where to write, from what the command line said.
 */
package dev.factorizer.examples.wiring;
