/**
 * Programs as the TorchScripts that the backend {@code djl} would run on a GPU, each in files with what it is given and what it
 * must give, so that a Python with PyTorch can try and time them on any device without this project. Start with {@link
 * dev.factorizer.bench.scripts.ExportScripts}; the files are read by {@code factorizer-bench/gpu/scripts.py}.
 */
package dev.factorizer.bench.scripts;
