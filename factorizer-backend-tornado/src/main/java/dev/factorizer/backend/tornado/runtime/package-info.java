/**
 * What runs task graphs on devices, as the backend sees it. Start with {@link
 * dev.factorizer.backend.tornado.runtime.TaskGraphRuntime}.
 */
package dev.factorizer.backend.tornado.runtime;
