/**
 * Arrays of NumPy: {@code .npy} ({@link dev.factorizer.io.numpy.NumpyFile}) and archives of them, {@code .npz} ({@link
 * dev.factorizer.io.numpy.NumpyArchive}). They have no geometry. Objects, which are pickles, are never read. The format is that
 * of <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
package dev.factorizer.io.numpy;
