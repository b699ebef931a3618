/** Matrix products, item by item and as the work of groups, and sums of their parts. */
package dev.factorizer.backend.tornado.kernels.products;
