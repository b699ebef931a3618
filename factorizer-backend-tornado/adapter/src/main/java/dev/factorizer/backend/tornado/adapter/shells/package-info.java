/**
 * What TornadoVM compiles: for each kernel a loop over its work items, which calls its body, and the one switch that knows which
 * loop runs which kernel. Start with {@link dev.factorizer.backend.tornado.adapter.shells.Launches}.
 */
package dev.factorizer.backend.tornado.adapter.shells;
