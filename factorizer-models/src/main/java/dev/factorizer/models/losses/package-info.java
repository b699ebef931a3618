/**
 * What training minimizes: functions of logits and targets, written with operations, so that their gradients come by
 * themselves. Start with {@link dev.factorizer.models.losses.DiceCrossEntropy}, or with {@link
 * dev.factorizer.models.losses.ExclusiveClasses} for label maps.
 */
package dev.factorizer.models.losses;
