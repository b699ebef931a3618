/**
 * What holds for the code and the documents of all modules, as tests. Start with {@link dev.factorizer.rules.Project}, which
 * finds the modules, and {@link dev.factorizer.rules.ForbiddenCalls}, the list of what no class may call. Every rule counts
 * what it saw, and is also run on something that breaks it, from {@code offences}.
 */
package dev.factorizer.rules;
