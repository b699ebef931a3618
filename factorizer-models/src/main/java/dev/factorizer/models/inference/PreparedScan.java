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
public final class PreparedScan {
    private final Preprocessed prepared;
    private final SlidingWindow window;
    private final Slices slices;

    private PreparedScan(Preprocessed prepared, SlidingWindow window, Slices slices) {
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
    public static PreparedScan of(Volume scan, ModelRecipe recipe) {
        List<Integer> size = recipe.network().window();
        SlidingWindow window = new SlidingWindow(size, Collections.nCopies(size.size(), recipe.overlap()),
                SlidingWindow.Mode.GAUSSIAN, 0.125, List.of(List.of()));
        return new PreparedScan(Segmenter.prepare(scan, recipe), window, new Slices(size.size()));
    }

    /** {@return what the network sees} */
    public Volume image() {
        return prepared.volume();
    }

    /** {@return how many times a network runs} */
    public int windows() {
        return Math.multiplyExact(window.starts(slices.spatial(image().grid())).size(), slices.count(image().grid()));
    }

    /**
     * Runs a network over the image.
     *
     * @param network from a window (1, C, window…) to its result (1, O, window…)
     * @param listener receives the progress after each window
     * @return the results on the image's grid, O channels
     */
    public Volume run(UnaryOperator<Tensor> network, Consumer<Progress> listener) {
        Tensor results = window.run(slices.batch(image()), network, listener);
        Shape shape = results.shape();
        return image().withVoxels(shape.size(1), slices.volume(results));
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
