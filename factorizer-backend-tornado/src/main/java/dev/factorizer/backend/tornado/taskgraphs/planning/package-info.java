/**
 * The tasks of a whole graph, and which operations have kernels of their own. Start with {@link
 * dev.factorizer.backend.tornado.taskgraphs.planning.TaskGraphPlanner}.
 */
package dev.factorizer.backend.tornado.taskgraphs.planning;
