package dev.factorizer.models.inference;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A scan on a network's grid: runs on it, window by window, whatever takes the network's input and has a result for each voxel, and
 * brings results back to the scan's own grid. {@link Segmenter} is this with the network itself; use it for other results of the
 * same network.
 */
public final class WindowedScan {
    private final Preprocessed prepared;
    private final SlidingWindow window;

    private WindowedScan(Preprocessed prepared, SlidingWindow window) {
        this.prepared = prepared;
        this.window = window;
    }

    /**
     * Brings a scan onto a network's grid.
     *
     * @param scan in any orientation and spacing
     * @param recipe the network's window, preprocessing and overlap
     * @return the scan on that grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite
     */
    public static WindowedScan of(Volume scan, ModelRecipe recipe) {
        List<Integer> size = recipe.network().window();
        SlidingWindow window = new SlidingWindow(size, Collections.nCopies(size.size(), recipe.overlap()),
                recipe.windowWeights(), 0.125, List.of(List.of()));
        return new WindowedScan(Segmenter.preprocessed(scan, recipe), window);
    }

    /** {@return what the network sees} */
    public Volume image() {
        return prepared.volume();
    }

    /** {@return how many times a network runs} */
    public int windows() {
        return Math.toIntExact(window.runs(image().grid().sizes()));
    }

    /**
     * Runs a network over the image.
     *
     * @param network from a window (1, C, window…) to its result (1, O, window…)
     * @param listener receives the progress after each window
     * @return the results on the image's grid, O channels
     */
    public Volume run(UnaryOperator<Tensor> network, Consumer<Progress> listener) {
        Volume image = image();
        Shape shape = Shape.of(1, image.channels()).append(image.grid().sizes());
        Tensor results = window.run(Tensor.of(shape, image.voxels()), image.grid().sizes(), network, listener);
        return image.withVoxels(results.shape().size(1), results.toFloats());
    }

    /**
     * Carries values on the image's grid back onto the scan's own: resampling is trilinear where that of the image was, and outside
     * of what the network saw they are 0.
     *
     * @param values on the grid of {@link #image()}, any number of channels
     * @return the values on the scan's grid, with its header
     */
    public Volume toScan(Volume values) {
        return prepared.invert(values);
    }
}
