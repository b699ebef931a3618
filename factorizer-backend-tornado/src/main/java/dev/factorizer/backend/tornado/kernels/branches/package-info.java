/** The halves of a Factorizer block, their gradients, and images as matrices. */
package dev.factorizer.backend.tornado.kernels.branches;
