/** Factorizations of matrices, small systems and singular vectors. */
package dev.factorizer.backend.tornado.taskgraphs.factorization;
