package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was found at a voxel as one number, 0 for nothing: the class, or which of several overlapping regions. Of up to 16 regions
 * it has a bit for each; of more it is the one that wins in a map of labels. So a voxel takes one or two bytes, however many
 * regions there are.
 */
final class LabelCodes {
    private static final int MOST_BITS = 16;

    private final Labels labels;
    private final boolean exclusive;
    private final boolean bits;
    /** Channels that may overlap, the one that wins over all others first. */
    private final int[] order;
    /** The label of each code. */
    private final int[] values;
    private final double threshold;

    LabelCodes(Labels labels) {
        this.labels = labels;
        List<Region> regions = labels.regions();
        List<String> names = regions.stream().map(Region::name).toList();
        switch (labels.rule()) {
            case LabelRule.Overlapping rule -> {
                this.exclusive = false;
                this.threshold = rule.threshold();
                this.order = rule.mergeOrder().stream().mapToInt(names::indexOf).toArray();
                this.bits = regions.size() <= MOST_BITS;
            }
            case LabelRule.Exclusive _ -> {
                this.exclusive = true;
                this.threshold = 0;
                this.order = new int[0];
                this.bits = false;
            }
        }
        this.values = bits ? IntStream.range(0, 1 << regions.size()).map(this::first).toArray()
                : IntStream.rangeClosed(0, regions.size()).map(code -> code == 0 ? 0 : regions.get(code - 1).value()).toArray();
    }

    private int first(int code) {
        return Arrays.stream(order).filter(channel -> (code >> channel & 1) != 0)
                .map(channel -> labels.regions().get(channel).value()).findFirst().orElse(0);
    }

    boolean exclusive() {
        return exclusive;
    }

    /** Whether codes fit into a byte. */
    boolean small() {
        return values.length <= 256;
    }

    /** The label of a code. */
    int value(int code) {
        return values[code];
    }

    /** How many channels a network's result has. */
    int channels() {
        return labels.regions().size();
    }

    /** The code of one class, or region that wins. */
    private int code(int channel) {
        return labels.regions().get(channel).value() == 0 ? 0 : channel + 1;
    }

    /** Whether codes say of each region if a voxel belongs to it. */
    boolean knows() {
        return bits || exclusive();
    }

    /** Whether a probability is large enough for a region. */
    boolean reaches(float probability) {
        return probability >= threshold;
    }

    /** Whether a code has a region; fails where it does not say. */
    boolean has(int code, int channel) {
        if (bits) {
            return (code >> channel & 1) != 0;
        }
        if (!exclusive()) {
            throw new IllegalStateException("segmentation: of more than " + MOST_BITS + " regions that may overlap no masks are"
                    + " kept; ask for the probabilities by SegmentationSettings.withProbabilities()");
        }
        return code == code(channel);
    }

    /** Reads the probabilities of a row one after the other and keeps what decides. */
    final class Row {
        private final int[] codes;
        private final float[] best;
        private final long[] counts = new long[channels()];

        Row(int longest) {
            this.codes = new int[longest];
            this.best = new float[longest];
        }

        void begin(int count) {
            Arrays.fill(codes, 0, count, 0);
        }

        /** Channels come in any order where there are bits, in that of their precedence, the weakest first, where there are none. */
        void next(int channel, float[] probabilities, int count) {
            if (exclusive()) {
                for (int i = 0; i < count; i++) {
                    if (channel == 0 || probabilities[i] > best[i]) {
                        best[i] = probabilities[i];
                        codes[i] = channel;
                    }
                }
                return;
            }
            long inside = 0;
            for (int i = 0; i < count; i++) {
                if (probabilities[i] >= threshold) {
                    codes[i] = bits ? codes[i] | 1 << channel : channel + 1;
                    inside++;
                }
            }
            counts[channel] += inside;
        }

        int code(int i) {
            return exclusive() ? LabelCodes.this.code(codes[i]) : codes[i];
        }

        /** Ends a row. */
        void end(int count) {
            for (int i = 0; exclusive() && i < count; i++) {
                counts[codes[i]]++;
            }
        }

        /** How many voxels each region had so far. */
        long[] counts() {
            return counts;
        }
    }

    /** The order in which channels are read. */
    int[] readingOrder() {
        return exclusive() || bits ? IntStream.range(0, channels()).toArray()
                : IntStream.range(0, order.length).map(i -> order[order.length - 1 - i]).toArray();
    }
}
