/** Matrix products and linear maps of the channels. */
package dev.factorizer.backend.tornado.taskgraphs.products;
