/** Attention, a few queries at a time, so that their scores stay in the cache. */
package dev.factorizer.backend.jvm.kernels.attention;
