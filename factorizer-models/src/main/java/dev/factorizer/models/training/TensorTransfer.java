package dev.factorizer.models.training;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.models.training.TransferredTensor.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of a network that starts with another's weights.
 *
 * @param values its numbers
 * @param origin where they are from
 * @param detail more about them; may be empty
 */
record TensorTransfer(Tensor values, Origin origin, String detail) {
    /**
     * Takes a tensor over.
     *
     * @param source the tensor of this name in the source; null if there is none
     * @param drawn what it is without a source
     * @param name its name
     * @param ends of the network
     * @param channels where the image's channels are in the source; null if they have no names
     * @param regions where the regions are; null if they have no names
     */
    static TensorTransfer of(@Nullable Tensor source, Tensor drawn, String name, NetworkEnds ends, @Nullable AxisMatch channels,
            @Nullable AxisMatch regions) {
        if (source == null) {
            return new TensorTransfer(drawn, Origin.NEW, "not in the source");
        }
        Shape from = source.shape();
        Shape to = drawn.shape();
        AxisMatch first = ends.first().contains(name) ? axis(channels, from, to, 1) : null;
        AxisMatch last = ends.last().contains(name) ? axis(regions, from, to, 0) : null;
        Shape expected = to;
        expected = first == null ? expected : expected.with(1, first.sources());
        expected = last == null ? expected : expected.with(0, last.sources());
        if (!from.equals(expected)) {
            return new TensorTransfer(drawn, Origin.NEW, "has shape " + from + " in the source");
        }
        if (last != null && !last.isAnywhere()) {
            return new TensorTransfer(drawn, Origin.NEW, "none of its regions is in the source");
        }
        if ((first == null || first.isSame()) && (last == null || last.isSame())) {
            return new TensorTransfer(source, Origin.COPIED, "");
        }
        List<String> detail = new ArrayList<>();
        if (first != null && !first.isSame()) {
            detail.add(ofChannels(first));
        }
        if (last != null && !last.isSame()) {
            detail.add("regions copied: " + last.names(true) + (last.names(false).isEmpty() ? "" : "; new: " + last.names(false)));
        }
        return new TensorTransfer(Tensor.of(to, adapted(source.toFloats(), from, drawn.toFloats(), to, first, last)), Origin.ADAPTED,
                String.join("; ", detail));
    }

    /** Null where a tensor has too few axes for it. */
    private static @Nullable AxisMatch axis(@Nullable AxisMatch named, Shape from, Shape to, int axis) {
        if (from.rank() <= axis || to.rank() <= axis) {
            return null;
        }
        return named == null || named.size() != to.size(axis) ? AxisMatch.byCount(from.size(axis), to.size(axis)) : named;
    }

    private static String ofChannels(AxisMatch channels) {
        if (!channels.isAnywhere()) {
            return "each channel is the mean of the source's " + channels.sources() + ", times " + channels.sources() + "/" + channels.size();
        }
        return "channels copied: " + channels.names(true) + (channels.names(false).isEmpty() ? "" : "; 0: " + channels.names(false));
    }

    /** Row by row: (regions or outputs, channels, the rest). */
    private static float[] adapted(float[] source, Shape from, float[] drawn, Shape to, @Nullable AxisMatch channels,
            @Nullable AxisMatch regions) {
        int inputs = to.rank() > 1 ? to.size(1) : 1;
        int sourceInputs = from.rank() > 1 ? from.size(1) : 1;
        int rest = to.elements() == 0 ? 0 : (int) to.elements() / to.size(0) / inputs;
        float[] values = new float[drawn.length];
        for (int output = 0; output < to.size(0); output++) {
            int row = regions == null ? output : regions.places()[output];
            for (int input = 0; input < inputs; input++) {
                int at = (output * inputs + input) * rest;
                if (row < 0) {
                    System.arraycopy(drawn, at, values, at, rest);
                } else if (channels == null || channels.isAnywhere()) {
                    int column = channels == null ? input : channels.places()[input];
                    if (column >= 0) {
                        System.arraycopy(source, (row * sourceInputs + column) * rest, values, at, rest);
                    }
                } else {
                    mean(source, row * sourceInputs * rest, sourceInputs, values, at, rest, inputs);
                }
            }
        }
        return values;
    }

    /** The mean over all channels of the source, times their number over that of the new ones: their sum over the new ones. */
    private static void mean(float[] source, int start, int channels, float[] values, int at, int rest, int inputs) {
        for (int i = 0; i < rest; i++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += source[start + channel * rest + i];
            }
            values[at + i] = (float) (sum / inputs);
        }
    }
}
