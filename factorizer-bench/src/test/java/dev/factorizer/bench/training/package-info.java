/** Trainings on real scans: those of the reference, and the same on two backends. */
package dev.factorizer.bench.training;
