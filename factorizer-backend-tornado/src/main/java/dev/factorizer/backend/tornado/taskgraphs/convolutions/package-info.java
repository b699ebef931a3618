/** Convolutions and their gradients. */
package dev.factorizer.backend.tornado.taskgraphs.convolutions;
