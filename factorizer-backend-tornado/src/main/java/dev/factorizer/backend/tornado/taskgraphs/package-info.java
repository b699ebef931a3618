/**
 * From a lowered graph to tasks on a device's memory, as data: tested without any device. Start with {@link
 * dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan}; what each operation becomes is in the classes named after their
 * tasks.
 */
package dev.factorizer.backend.tornado.taskgraphs;
