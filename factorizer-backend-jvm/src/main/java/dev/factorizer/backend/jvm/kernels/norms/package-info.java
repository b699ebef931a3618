/**
 * Normalizations and their gradients: over the channels of each voxel ({@link dev.factorizer.backend.jvm.kernels.norms.LayerNormKernel}),
 * and over the voxels of channels or groups of them ({@link dev.factorizer.backend.jvm.kernels.norms.InstanceNormKernel}, {@link
 * dev.factorizer.backend.jvm.kernels.norms.GroupNormKernel}).
 */
package dev.factorizer.backend.jvm.kernels.norms;
