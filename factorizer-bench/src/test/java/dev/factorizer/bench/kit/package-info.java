/** Tests of the program that starts all commands. */
package dev.factorizer.bench.kit;
