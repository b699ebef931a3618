package dev.factorizer.models.bundles;

import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.layers.PositionalEmbedding;
import dev.factorizer.models.networks.Factorizer;
import java.util.Collection;
import java.util.Locale;

/**
 * Holds settings against the weights that come with them before a network is made of them: a network of a million blocks takes
 * minutes and all memory to make, only to find that its weights are missing. What is a little too large is let through, so that
 * every missing entry can be named.
 */
final class NetworkSize {
    /** A block has two norms, the maps of its mixer and its MLP, each but one with a bias. */
    private static final int TENSORS_OF_A_BLOCK = 11;
    private static final int BLOCKS_TOO_MANY = 64;
    /** Tables of some embeddings are computed with the network. */
    private static final long VALUES_TOO_MANY = 1L << 21;
    /** In half precision, deflated to a quarter; weights hardly shrink at all. */
    private static final long MOST_VALUES_A_BYTE = 2;

    private NetworkSize() { }

    static void require(Factorizer.Settings settings, Collection<Tensor> weights) {
        requireBlocks(settings, weights.size());
        requireEmbedding(settings, weights.stream().mapToLong(tensor -> tensor.shape().elements()).sum());
    }

    /**
     * The same for weights in a file, of which the names are known.
     *
     * @param settings the settings
     * @param tensors how many there are
     * @param fileBytes the length of the file
     */
    static void require(Factorizer.Settings settings, int tensors, long fileBytes) {
        requireBlocks(settings, tensors);
        requireEmbedding(settings, MOST_VALUES_A_BYTE * fileBytes);
    }

    private static void requireBlocks(Factorizer.Settings settings, int tensors) {
        long blocks = sum(settings.encoderDepths()) + sum(settings.decoderDepths());
        if (blocks > tensors / TENSORS_OF_A_BLOCK + BLOCKS_TOO_MANY) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "model: the settings ask for %,d blocks of at least %d"
                    + " tensors, but there are only %,d tensors; correct encoderDepths and decoderDepths, or take the weights"
                    + " that belong to them", blocks, TENSORS_OF_A_BLOCK, tensors));
        }
    }

    private static void requireEmbedding(Factorizer.Settings settings, long values) {
        long embedded = embeddedValues(settings);
        if (embedded > values + VALUES_TOO_MANY) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "model: the settings ask for a positional embedding of"
                    + " %,d values, but the weights have at most %,d in all; correct spatialSize and widths, or take the weights"
                    + " that belong to them", embedded, values));
        }
    }

    private static long sum(Collection<Integer> depths) {
        return depths.stream().mapToLong(Integer::longValue).sum();
    }

    /** Of the bottleneck; its tables are computed when the network is made. */
    private static long embeddedValues(Factorizer.Settings settings) {
        long values = settings.widths().getLast();
        for (int size : settings.spatialSize()) {
            for (int stride : settings.strides()) {
                size /= stride;
            }
            values *= size;
        }
        return switch (settings.positionalEmbedding()) {
            case PositionalEmbedding.None _, PositionalEmbedding.AxialLearned _ -> 0;
            case PositionalEmbedding.Learned _, PositionalEmbedding.Sinusoidal _, PositionalEmbedding.Rotary _ -> values;
        };
    }
}
