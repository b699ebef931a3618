/** Tests of programs as scripts. */
package dev.factorizer.bench.scripts;
