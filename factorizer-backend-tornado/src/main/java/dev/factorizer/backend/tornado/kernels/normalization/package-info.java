/** Normalization over the channels. */
package dev.factorizer.backend.tornado.kernels.normalization;
