/**
 * From a lowered graph to tasks on a device's memory, as data: tested without any device. Start with {@link
 * dev.factorizer.backend.tornado.taskgraphs.TaskGraphPlan}, which {@code planning} makes; what each operation becomes is in the
 * packages named after their subjects.
 */
package dev.factorizer.backend.tornado.taskgraphs;
