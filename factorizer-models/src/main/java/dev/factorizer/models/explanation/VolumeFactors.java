package dev.factorizer.models.explanation;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.ImageFactors;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.layers.Heads;
import dev.factorizer.models.layers.Windows;

/**
 * The factorization of a volume with several channels (contrasts, time points), and its components as volumes on the scan's
 * own grid.
 *
 * @param scan what was factorized
 * @param factors U and V of its matrices; error and shares
 */
public record VolumeFactors(Volume scan, ImageFactors factors) {
    /**
     * Factorizes a volume as one matrix, channels × voxels.
     *
     * @param scan several channels, not negative
     * @param settings solver, rank, iterations
     * @param seed where a drawn initialization comes from
     * @param backend where to compute; it must stay open for as long as components are asked for
     * @return the factors
     * @throws IllegalArgumentException if a value is not finite
     */
    public static VolumeFactors of(Volume scan, Factorization settings, long seed, Backend backend) {
        return of(scan, new Windows.Global(new Heads.Count(1)), settings, seed, backend);
    }

    /**
     * Factorizes each window of a volume.
     *
     * @param scan several channels, not negative
     * @param windows which voxels share a matrix
     * @param settings solver, rank, iterations
     * @param seed where a drawn initialization comes from
     * @param backend where to compute; it must stay open for as long as components are asked for
     * @return the factors
     * @throws IllegalArgumentException if a value is not finite
     * @throws dev.factorizer.api.tensor.ShapeException if channels or axes don't divide
     */
    public static VolumeFactors of(Volume scan, Windows windows, Factorization settings, long seed, Backend backend) {
        scan.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
        Shape shape = Shape.of(1, scan.channels()).append(scan.grid().sizes());
        Tensor image = Tensor.of(shape, scan.voxels());
        return new VolumeFactors(scan, settings.decompose(image, windows.layout(shape), seed, backend));
    }

    /** {@return how many components each matrix has} */
    public int rank() {
        return factors.rank();
    }

    /** {@return all components together, with the scan's channels} */
    public Volume reconstruction() {
        return scan.withVoxels(scan.channels(), factors.reconstruction().toFloats());
    }

    /**
     * {@return a component's part of the reconstruction, with the scan's channels}
     *
     * @param component r, from 0
     */
    public Volume component(int component) {
        return scan.withVoxels(scan.channels(), factors.component(component).toFloats());
    }

    /**
     * {@return where a component is: v_r, with a channel per head of channels}
     *
     * @param component r, from 0
     */
    public Volume map(int component) {
        Tensor map = factors.map(component);
        return scan.withVoxels(map.shape().size(1), map.toFloats());
    }
}
