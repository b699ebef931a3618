package dev.factorizer.models.layers;

import dev.factorizer.api.graph.Trace;
import dev.factorizer.api.graph.Value;
import dev.factorizer.api.network.Initializer;
import dev.factorizer.api.network.Layer;
import dev.factorizer.api.network.Scope;
import dev.factorizer.api.operations.Cast;
import dev.factorizer.api.operations.Gather;
import dev.factorizer.api.operations.Margin;
import dev.factorizer.api.tensor.DataType;
import dev.factorizer.api.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Self-attention within windows, with a learned bias for each offset between two voxels: (B, C, S…) → (B, C, S…) (Liu et al. 2021,
 * section 3.2). The image is padded with zeros to whole windows; an axis that is not longer than a window is one window, and isn't
 * shifted. Parameters {@code relative_position_bias_table} (offsets, heads), {@code qkv} and {@code proj}, buffer {@code
 * relative_position_index} (voxels, voxels): the row of the table for each pair of voxels, named as in MONAI.
 *
 * @param heads into how many groups the channels fall
 * @param window the size of a window along each axis
 * @param shifted whether the windows lie half a window further
 */
public record WindowAttention(int heads, int window, boolean shifted) implements Layer {
    private static final double TABLE_DEVIATION = 0.02;

    /** Checks the settings. */
    public WindowAttention {
        Bounds.atLeast("window attention", "heads", heads, 1);
        Bounds.atLeast("window attention", "window", window, 1);
    }

    @Override
    public Value apply(Scope at, Value x) {
        ShiftedWindows windows = ShiftedWindows.of(Attention.sizes(x.shape()), window, shifted);
        Value bias = bias(at, x.shape().rank() - 2, windows.voxels());
        Value padded = margin(x, windows.padding(), 1);
        Value qkv = at.apply("qkv", new TokenLinear(3 * x.channels(), true), padded);
        Attention attention = new Attention(heads, windows.size(), windows.roll());
        // Voxels of one window that are neighbors only because the image was rolled don't see each other.
        Value attended = windows.shifted() ? attention.apply(qkv, bias, regions(x.trace(), windows)) : attention.apply(qkv, bias);
        return at.apply("proj", new TokenLinear(x.channels(), true), margin(attended, windows.padding(), -1));
    }

    /** The bias of each pair of voxels (heads, n, n). A smaller window has the index's first rows and columns, as in MONAI. */
    private Value bias(Scope at, int rank, int voxels) {
        RelativePositions positions = new RelativePositions(window, rank);
        int all = positions.voxels();
        Value table = at.parameter("relative_position_bias_table", Shape.of(positions.offsets(), heads),
                new Initializer.Normal(TABLE_DEVIATION));
        Value index = at.buffer("relative_position_index", Shape.of(all, all), new Initializer.Given(positions.index()));
        Value pairs = index.slice(0, 0, voxels).slice(1, 0, voxels).reshape(voxels * voxels).apply(new Cast(DataType.INT32));
        return table.transpose().apply(new Gather(1), pairs).reshape(heads, voxels, voxels);
    }

    private static Value regions(Trace trace, ShiftedWindows windows) {
        return trace.literal(Shape.of(windows.cells(), windows.voxels()), windows.regions());
    }

    /** Zeros after the end of each spatial axis, or those left out again. */
    private static Value margin(Value x, List<Integer> padding, int sign) {
        if (padding.stream().allMatch(width -> width == 0)) {
            return x;
        }
        List<Integer> high = new ArrayList<>(List.of(0, 0));
        padding.forEach(width -> high.add(sign * width));
        return x.apply(new Margin(Collections.nCopies(high.size(), 0), high, 0));
    }
}
