package dev.factorizer.api.backend;

/**
 * Something a backend computes on.
 *
 * @param name as options name it, such as {@code cpu} or {@code cuda:0}
 * @param description for people: processor, vector width, memory
 * @param memoryBytes how much memory a program may take there
 */
public record Device(String name, String description, long memoryBytes) { }
