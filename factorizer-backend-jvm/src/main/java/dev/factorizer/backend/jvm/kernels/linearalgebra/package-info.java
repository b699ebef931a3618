/** Linear systems and singular vectors of small matrices, in double precision. */
package dev.factorizer.backend.jvm.kernels.linearalgebra;
