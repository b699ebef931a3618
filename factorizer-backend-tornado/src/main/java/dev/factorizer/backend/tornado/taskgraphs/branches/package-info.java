/** The halves of a Factorizer block and their gradients. */
package dev.factorizer.backend.tornado.taskgraphs.branches;
