/** One element at a time. */
package dev.factorizer.backend.tornado.taskgraphs.elementwise;
