/** Normalization over the channels. */
package dev.factorizer.backend.tornado.taskgraphs.normalization;
