package dev.factorizer.models.layers;

import dev.factorizer.api.network.Layer;

/** What precedes each half of a {@link DeconverBlock}. */
public enum BlockNormalization {
    /** Over the voxels of each sample and channel, without learned numbers: that of the published networks. */
    INSTANCE("instance, no affine", new InstanceNormalization(1e-5, false)),
    /** The same, then a learned factor and summand for each channel. */
    AFFINE_INSTANCE("instance", new InstanceNormalization()),
    /** Over the channels at each voxel, then a learned factor and summand for each channel. */
    LAYER("layerNorm", new LayerNormalization());

    private final String label;
    private final Layer layer;

    BlockNormalization(String label, Layer layer) {
        this.label = label;
        this.layer = layer;
    }

    /** {@return its name in settings} */
    public String label() {
        return label;
    }

    /** {@return the layer} */
    public Layer layer() {
        return layer;
    }
}
