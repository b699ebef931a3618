/**
 * How settings are named: each kernel has an interface of constants, by which the planner writes and the kernel reads. Start with
 * {@link dev.factorizer.backend.tornado.kernels.settings.KernelSettings}.
 */
package dev.factorizer.backend.tornado.kernels.settings;
