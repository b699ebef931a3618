/** Elements moved to other places. */
package dev.factorizer.backend.tornado.kernels.movement;
