/** Functions of one or two floats, which other kernels call. */
package dev.factorizer.backend.tornado.kernels.functions;
