/** Elements moved to other places. */
package dev.factorizer.backend.tornado.taskgraphs.movement;
