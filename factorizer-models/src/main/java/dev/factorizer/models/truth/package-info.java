/**
 * What is known to be in a scan, region by region: {@link dev.factorizer.models.truth.LabeledCase} names the files, {@link
 * dev.factorizer.models.truth.CaseTruth} reads them, and {@link dev.factorizer.models.truth.TruthLabels} says which labels belong to a
 * region.
 */
package dev.factorizer.models.truth;
