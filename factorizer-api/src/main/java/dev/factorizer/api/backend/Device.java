package dev.factorizer.api.backend;

/**
 * Something a backend computes on.
 *
 * @param name as options name it, such as {@code cpu} or {@code cuda:0}
 * @param description for people: processor, vector width, memory
 * @param memoryBytes how much memory a program may take there
 * @param sharesHostMemory whether that is the machine's own memory, of which a program leaves less to all else, and not the device's
 */
public record Device(String name, String description, long memoryBytes, boolean sharesHostMemory) { }
