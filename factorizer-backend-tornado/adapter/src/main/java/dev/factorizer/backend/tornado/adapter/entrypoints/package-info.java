/**
 * What TornadoVM compiles: for each kernel a loop over its work items, which calls the kernel, and the switch that knows which loop
 * starts which kernel. The build makes all classes here, from the list in {@link dev.factorizer.backend.tornado.kernels.Kernel}.
 */
package dev.factorizer.backend.tornado.adapter.entrypoints;
