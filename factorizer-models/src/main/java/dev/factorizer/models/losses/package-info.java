/**
 * What training minimizes: functions of logits and targets, written with operations, so that their gradients come by
 * themselves. Start with {@link dev.factorizer.models.losses.DiceCrossEntropy}.
 */
package dev.factorizer.models.losses;
