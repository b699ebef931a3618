/**
 * The images of cases: what the model was unsure of, how well its probabilities hold, and the volumes that a viewer shows. Start with
 * {@link dev.factorizer.report.volumes.CaseVolumes}.
 */
package dev.factorizer.report.volumes;
