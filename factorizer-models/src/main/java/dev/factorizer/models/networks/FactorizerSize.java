package dev.factorizer.models.networks;

import dev.factorizer.api.network.LeastSize;
import dev.factorizer.models.layers.PositionalEmbedding;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What settings of a {@link Factorizer} ask for at least: a network of a million blocks takes minutes and all memory to build. */
final class FactorizerSize {
    /** A block has two norms, the maps of its mixer and its MLP, each but one with a bias. */
    private static final int TENSORS_OF_A_BLOCK = 11;

    private FactorizerSize() { }

    static List<LeastSize> of(Factorizer.Settings settings) {
        long blocks = sum(settings.encoder().depths()) + sum(settings.decoder().depths());
        long embedded = embeddedValues(settings);
        return List.of(
                new LeastSize(LeastSize.Unit.TENSORS, TENSORS_OF_A_BLOCK * blocks, String.format(Locale.ROOT,
                        "%,d blocks of at least %d tensors", blocks, TENSORS_OF_A_BLOCK), "encoderDepths and decoderDepths"),
                new LeastSize(LeastSize.Unit.VALUES, embedded, String.format(Locale.ROOT,
                        "a positional embedding of %,d values", embedded), "spatialSize and widths"));
    }

    private static long sum(Collection<Integer> depths) {
        return depths.stream().mapToLong(Integer::longValue).sum();
    }

    /** Of the bottleneck; its tables are computed when the network is built. */
    private static long embeddedValues(Factorizer.Settings settings) {
        long values = settings.encoder().widths().getLast();
        for (int size : settings.spatialSize()) {
            for (int stride : settings.encoder().strides()) {
                size /= stride;
            }
            values *= size;
        }
        return switch (settings.bottleneck().embedding()) {
            case PositionalEmbedding.None _, PositionalEmbedding.AxialLearned _ -> 0;
            case PositionalEmbedding.Learned _, PositionalEmbedding.Sinusoidal _, PositionalEmbedding.Rotary _ -> values;
        };
    }
}
