package dev.factorizer.models.bundles;

import dev.factorizer.api.network.LeastSize;
import dev.factorizer.api.network.NetworkSettings;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Tensor;
import java.util.Collection;
import java.util.Locale;

/**
 * Compares settings with the weights that come with them before a network is built of them: one of a million blocks takes
 * minutes and all memory, only to find that its weights are missing. What is a little too large is let through, so that every
 * missing entry can be named.
 *
 * @param tensors how many there are
 * @param values how many numbers they hold at most
 */
record NetworkSize(int tensors, long values) {
    /** 64 blocks of a Factorizer. */
    private static final int TENSORS_TOO_MANY = 704;
    /** Tables of some embeddings are computed with the network. */
    private static final long VALUES_TOO_MANY = 1L << 21;
    /** In half precision, deflated to a quarter; weights hardly shrink at all. */
    private static final long MOST_VALUES_A_BYTE = 2;

    static NetworkSize of(Collection<Tensor> weights) {
        return new NetworkSize(weights.size(), weights.stream().mapToLong(tensor -> tensor.shape().elements()).sum());
    }

    /**
     * That of weights in a file, of which the names are known.
     *
     * @param tensors how many there are
     * @param fileBytes the length of the file
     */
    static NetworkSize ofFile(int tensors, long fileBytes) {
        return new NetworkSize(tensors, MOST_VALUES_A_BYTE * fileBytes);
    }

    /** Builds the network for one window if its settings don't ask for far more than there is. */
    Program program(ModelRecipe recipe) {
        requireAtLeast(recipe.network());
        return recipe.program((int) Math.min((long) tensors + TENSORS_TOO_MANY, Integer.MAX_VALUE));
    }

    private void requireAtLeast(NetworkSettings settings) {
        for (LeastSize size : settings.leastSizes()) {
            boolean fits = switch (size.unit()) {
                case TENSORS -> size.least() <= (long) tensors + TENSORS_TOO_MANY;
                case VALUES -> size.least() <= values + VALUES_TOO_MANY;
            };
            if (!fits) {
                String found = switch (size.unit()) {
                    case TENSORS -> String.format(Locale.ROOT, "there are only %,d tensors", tensors);
                    case VALUES -> String.format(Locale.ROOT, "the weights have at most %,d in all", values);
                };
                throw new IllegalArgumentException("model: the settings ask for " + size.description() + ", but " + found
                        + "; correct " + size.settings() + ", or take the weights that belong to them");
            }
        }
    }
}
