package dev.factorizer.api.factorization;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Eager;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.operations.Dematricize;
import dev.factorizer.api.operations.Matricization;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import java.util.Objects;

/**
 * What a factorization found in images: the factors of their matrices, and each component as an image. Rows of a matrix are
 * channels and columns are voxels, so u_r says how strong a component is in each channel and v_r where it is. Images are
 * computed when they are asked for.
 */
public final class ImageFactors {
    private final Tensor images;
    private final Matricization layout;
    private final Factors factors;
    private final Backend backend;

    ImageFactors(Tensor images, Matricization layout, Factors factors, Backend backend) {
        this.images = images;
        this.layout = layout;
        this.factors = factors;
        this.backend = backend;
    }

    /** {@return U and V of each matrix} */
    public Factors factors() {
        return factors;
    }

    /** {@return how many components each matrix has} */
    public int rank() {
        return factors.rank();
    }

    /** {@return U Vᵀ as images (B, C, S…)} Where shifted windows overlap, it is their mean. */
    public Tensor reconstruction() {
        return imaged(factors.u(), factors.v(), 0, rank());
    }

    /**
     * {@return u_r v_rᵀ as images (B, C, S…): a component's part of the reconstruction}
     *
     * @param component r, from 0
     */
    public Tensor component(int component) {
        return imaged(factors.u(), factors.v(), checked(component), 1);
    }

    /**
     * {@return v_r as images (B, heads, S…): where a component is, in any channel}
     *
     * @param component r, from 0
     */
    public Tensor map(int component) {
        int r = checked(component);
        return Eager.on(backend).run(x -> x.getFirst().slice(-1, r, 1).transpose()
                .apply(new Dematricize(layout, layout.heads())), factors.v());
    }

    private int checked(int component) {
        return Objects.checkIndex(component, rank());
    }

    private Tensor imaged(Tensor u, Tensor v, int first, int count) {
        int channels = images.shape().size(1);
        return Eager.on(backend).run(x -> {
            Value product = x.get(0).slice(-1, first, count).matmulFullPrecision(x.get(1).slice(-1, first, count), false, true);
            return product.apply(new Dematricize(layout, channels));
        }, u, v);
    }

    /** {@return ‖X − Y‖ / ‖X‖ for images X and their reconstruction Y (Frobenius norms)} */
    public double relativeError() {
        return Factors.relativeError(images.toDoubles(), reconstruction().toDoubles());
    }

    /** {@return the share of each component in the reconstruction, see {@link Factors#componentShares}} */
    public double[] componentShares() {
        return factors.componentShares();
    }

    @Override
    public String toString() {
        Shape matrices = factors.matrices().shape();
        return "image factors of " + images.shape() + " as " + matrices + ", rank " + rank();
    }
}
