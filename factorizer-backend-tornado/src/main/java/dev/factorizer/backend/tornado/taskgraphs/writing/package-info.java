/**
 * What all tasks are written with: their settings by name, where their operands lie. Start with {@link
 * dev.factorizer.backend.tornado.taskgraphs.writing.TaskWriter}.
 */
package dev.factorizer.backend.tornado.taskgraphs.writing;
