/** Tests that augmentation feeds a training with the same bits however it is prepared, and that its command runs. */
package dev.factorizer.bench.augmentation;
