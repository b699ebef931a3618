/**
 * What makes the part of the adapter that is alike for all kernels: for each a static method that TornadoVM compiles, and the switch
 * that starts it. Runs in the adapter's build only. Start with {@link
 * dev.factorizer.backend.tornado.entrypoints.EntrypointSources}.
 */
package dev.factorizer.backend.tornado.entrypoints;
