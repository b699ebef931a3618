/** What tests of all benches share. */
package dev.factorizer.bench;
