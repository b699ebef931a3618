/**
 * The command line: one class per command, which reads options, asks Guice for what it needs and prints. The work itself is
 * done elsewhere. Start with {@link dev.factorizer.examples.cli.Main}; what all commands have in common is in {@link
 * dev.factorizer.examples.cli.FactorizerCommand}.
 *
 * <p>Only this package writes to the standard streams and ends the process.
 */
package dev.factorizer.examples.cli;
