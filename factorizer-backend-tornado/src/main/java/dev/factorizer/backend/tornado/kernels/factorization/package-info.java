/** Factorizations of matrices and their gradients, small systems and singular vectors: an item for each matrix. */
package dev.factorizer.backend.tornado.kernels.factorization;
