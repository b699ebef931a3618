/** Many elements combined to one. */
package dev.factorizer.backend.tornado.taskgraphs.reductions;
