/**
 * From a data set to a recipe: what is trained, on which grid, in windows of which size, for how long, within budgets of memory and
 * time, and why. Start with {@link dev.factorizer.models.planning.Planner}. The rules for data are nnU-Net's (Isensee et al. 2021,
 * supplementary note 2) where nothing else is said; those for networks are in {@link dev.factorizer.models.planning.ProposedNetwork}.
 */
package dev.factorizer.models.planning;
