package dev.factorizer.models.explanation;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.SlidingWindow;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A scan on a network's grid: runs on it, window by window, what takes the network's input and has a result for each voxel, and brings
 * results back to the scan's own grid. A network of two axes sees each axial slice.
 */
final class ScanOnGrid {
    private final Preprocessed prepared;
    private final SlidingWindow window;
    private final int slices;

    private ScanOnGrid(Preprocessed prepared, SlidingWindow window, int slices) {
        this.prepared = prepared;
        this.window = window;
        this.slices = slices;
    }

    /**
     * Brings a scan onto a network's grid.
     *
     * @param scan in any orientation and spacing
     * @param recipe the network's window, preprocessing and overlap
     * @return the scan on that grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite
     */
    static ScanOnGrid of(Volume scan, ModelRecipe recipe) {
        int expected = recipe.network().inputChannels();
        if (scan.channels() != expected) {
            throw new IllegalArgumentException("explain: the scan has " + scan.channels()
                    + (scan.channels() == 1 ? " channel" : " channels") + ", expected " + expected + ": "
                    + String.join(", ", recipe.channels()) + "; name a file for each in this order, or one that holds all");
        }
        scan.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
        Preprocessed prepared = recipe.preprocessing().apply(scan);
        List<Integer> size = recipe.network().window();
        SlidingWindow window = new SlidingWindow(size, Collections.nCopies(size.size(), recipe.overlap()),
                SlidingWindow.Mode.GAUSSIAN, 0.125, List.of(List.of()));
        int slices = Arrays.stream(prepared.volume().grid().sizes()).skip(size.size()).reduce(1, (a, b) -> a * b);
        return new ScanOnGrid(prepared, window, slices);
    }

    /** What the network sees. */
    Volume image() {
        return prepared.volume();
    }

    /** How many times a network runs. */
    int windows() {
        return Math.multiplyExact(window.starts(spatial()).size(), slices);
    }

    private Shape spatial() {
        return Shape.of(Arrays.copyOf(image().grid().sizes(), window.window().size()));
    }

    /**
     * Runs a network over the image.
     *
     * @param network from a window (1, C, window…) to its result (1, O, window…)
     * @param listener receives the progress after each window
     * @return the results on the image's grid, O channels
     */
    Volume run(UnaryOperator<Tensor> network, Consumer<Progress> listener) {
        Volume image = image();
        float[] batch = exchanged(image.voxels(), Math.toIntExact(image.channels() * spatial().elements()), slices);
        Tensor results = window.run(Tensor.of(Shape.of(slices, image.channels()).append(spatial().sizes()), batch), network, listener);
        int outputs = results.shape().size(1);
        return image.withVoxels(outputs, exchanged(results.toFloats(), slices, Math.toIntExact(outputs * spatial().elements())));
    }

    /**
     * Carries values on the image's grid back onto the scan's own: resampling is trilinear where that of the image was, and outside
     * of what the network saw they are 0.
     */
    Volume toScan(Volume values) {
        return prepared.invert(values);
    }

    /** Rows × columns → columns × rows: the slices of a volume lie along its last axis, those of a batch along the first. */
    private static float[] exchanged(float[] values, int rows, int columns) {
        if (rows == 1 || columns == 1) {
            return values;
        }
        float[] moved = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            moved[i % columns * rows + i / columns] = values[i];
        }
        return moved;
    }
}
