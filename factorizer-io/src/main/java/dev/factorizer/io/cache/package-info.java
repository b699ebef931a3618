/**
 * Preprocessed cases on disk, so that a training reads only what its patches need: {@link dev.factorizer.io.cache.CaseCache} is a
 * folder of them, with a limit to its size, for several processes at a time. What decides a file's name is the content of the
 * inputs and all settings, so nothing outdated is ever read. What is random is in {@code dev.factorizer.io.augmentation}.
 */
package dev.factorizer.io.cache;
