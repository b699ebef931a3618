package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;
import java.util.Optional;

/**
 * Rotates, scales, shears and moves an image around its center (MONAI's {@code Affine}). Voxel i of the result is what the image
 * has at matrix·(i − (d − 1)/2) + (s − 1)/2, with s the image's size and d the result's: so a scale above 1 shrinks the object.
 * Beyond the border the border's value goes on. The affine follows: the object stays where it is in the world.
 *
 * @param matrix from the result's voxels to the image's, both counted from the center
 * @param size the result's size; empty for the image's own
 * @param interpolation how values between voxels are found
 */
public record AffineTransform(Affine matrix, Optional<List<Integer>> size, Interpolation interpolation)
        implements SpatialTransform {
    /** Checks the size. */
    public AffineTransform {
        size = size.map(List::copyOf);
        if (size.isPresent() && (size.get().size() != 3 || size.get().stream().anyMatch(voxels -> voxels < 1))) {
            throw new IllegalArgumentException("affineTransform: size is " + size.get()
                    + ", expected three sizes of at least 1");
        }
    }

    /**
     * A rotation after a scaling, as the published recipes draw them: Rx·Ry·Rz·diag(scale).
     *
     * @param rotate angles about the three axes, in radians
     * @param scale factors along the three axes, not 0
     * @param interpolation how values between voxels are found
     * @return the transform, which keeps the image's size
     */
    public static AffineTransform of(List<Double> rotate, List<Double> scale, Interpolation interpolation) {
        if (rotate.size() != 3 || scale.size() != 3) {
            throw new IllegalArgumentException("affineTransform: rotate is " + rotate + ", scale " + scale
                    + ", expected three numbers each");
        }
        double sx = StrictMath.sin(rotate.get(0));
        double cx = StrictMath.cos(rotate.get(0));
        double sy = StrictMath.sin(rotate.get(1));
        double cy = StrictMath.cos(rotate.get(1));
        double sz = StrictMath.sin(rotate.get(2));
        double cz = StrictMath.cos(rotate.get(2));
        Affine aboutX = Affine.of(1, 0, 0, 0, 0, cx, -sx, 0, 0, sx, cx, 0, 0, 0, 0, 1);
        Affine aboutY = Affine.of(cy, 0, sy, 0, 0, 1, 0, 0, -sy, 0, cy, 0, 0, 0, 0, 1);
        Affine aboutZ = Affine.of(cz, -sz, 0, 0, sz, cz, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        Affine scaled = Affine.diagonal(scale.get(0), scale.get(1), scale.get(2));
        return new AffineTransform(aboutX.multiply(aboutY).multiply(aboutZ).multiply(scaled), Optional.empty(), interpolation);
    }

    /**
     * The same transform to another size.
     *
     * @param voxels the result's size
     * @return the transform
     */
    public AffineTransform withSize(List<Integer> voxels) {
        return new AffineTransform(matrix, Optional.of(voxels), interpolation);
    }

    @Override
    public Volume apply(Volume image) {
        Grid grid = image.grid();
        List<Integer> sizes = size.orElse(List.of(grid.x(), grid.y(), grid.z()));
        double[] center = matrix.apply((sizes.get(0) - 1) / 2.0, (sizes.get(1) - 1) / 2.0, (sizes.get(2) - 1) / 2.0);
        Affine way = matrix.at(matrix.get(0, 3) * 2 - center[0] + (grid.x() - 1) / 2.0,
                matrix.get(1, 3) * 2 - center[1] + (grid.y() - 1) / 2.0, matrix.get(2, 3) * 2 - center[2] + (grid.z() - 1) / 2.0);
        Grid target = new Grid(sizes.get(0), sizes.get(1), sizes.get(2), grid.affine().multiply(way));
        return new VolumePlanes(image).read(target, new AffineResampling(grid, way, interpolation));
    }

    /**
     * Brings what lies on the new grid back, by the inverse matrix. Where the new grid did not reach, the border's value goes
     * on, as in MONAI.
     *
     * @param result values on the new grid, any number of channels
     * @param original the grid of the image before
     * @return the values on that grid
     */
    @Override
    public Volume invert(Volume result, Grid original) {
        Affine way = result.grid().affine().inverse().multiply(original.affine());
        return new VolumePlanes(result).read(original, new AffineResampling(result.grid(), way, interpolation));
    }
}
