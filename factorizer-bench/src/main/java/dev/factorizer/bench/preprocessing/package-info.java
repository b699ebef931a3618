/**
 * Times the recipe's preprocessing of a case, beside MONAI's in {@code versus/monai_preprocessing.py}. Start with {@link
 * dev.factorizer.bench.preprocessing.TimePreprocessing}.
 */
package dev.factorizer.bench.preprocessing;
