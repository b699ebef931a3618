/** Convolutions and their gradients, item by item and as the work of groups. */
package dev.factorizer.backend.tornado.kernels.convolutions;
