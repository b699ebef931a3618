/**
 * Both halves of a Factorizer block as one kernel each, and their gradients. Start with {@link
 * dev.factorizer.backend.jvm.kernels.branches.ChannelMlpBranchKernel}, the simpler half.
 */
package dev.factorizer.backend.jvm.kernels.branches;
