/** What kernels share: groups of neighbors, panels and tiles of products, strided axes. */
package dev.factorizer.backend.tornado.kernels.blocks;
