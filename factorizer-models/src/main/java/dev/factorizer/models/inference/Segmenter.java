package dev.factorizer.models.inference;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * From a scan to its segmentation, as published: preprocessing, sliding window with Gaussian weights, sigmoid, back to the
 * scan's own grid, threshold, one map of labels. The network is made ready once, when it is first needed, for one window;
 * scans may have any size. A network of two axes segments each axial slice. For one thread at a time.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.open(Path.of("stroke.bundle"), backend)) {
 *     Segmentation found = segmenter.segment(Volumes.read(Path.of("dwi.nii.gz"), Path.of("adc.nii.gz")));
 *     Volumes.writeLabels(found.labels(), Path.of("dwi_seg.nii.gz"));
 * }
 * }</pre>
 */
public final class Segmenter implements AutoCloseable {
    private final TrainedModel trained;
    private final ModelRecipe recipe;
    private final Backend backend;
    private final CompileOptions options;
    private final SlidingWindow window;
    private final Slices slices;
    private Model model;
    private boolean closed;

    private Segmenter(TrainedModel trained, Backend backend, CompileOptions options) {
        backend.require(options);
        this.trained = trained;
        this.recipe = trained.recipe();
        this.backend = backend;
        this.options = options;
        List<Integer> size = recipe.network().window();
        this.slices = new Slices(size.size());
        this.window = new SlidingWindow(size, Collections.nCopies(size.size(), recipe.overlap()),
                SlidingWindow.Mode.GAUSSIAN, 0.125, List.of(List.of()));
    }

    /**
     * Opens a model bundle. All of it is checked, and nothing is put on the device yet.
     *
     * @param bundle a folder or a zip file
     * @param backend where to run; it stays the caller's to close
     * @return the segmenter; close it to free its memory
     * @throws IOException if it can't be read, is damaged, or its parts don't fit together
     */
    public static Segmenter open(Path bundle, Backend backend) throws IOException {
        return of(TrainedModel.read(bundle), backend);
    }

    /**
     * A segmenter of a trained model.
     *
     * @param trained the model
     * @param backend where to run; it stays the caller's to close
     * @return the segmenter; close it to free its memory
     */
    public static Segmenter of(TrainedModel trained, Backend backend) {
        return of(trained, backend, CompileOptions.DEFAULT);
    }

    /**
     * A segmenter of a trained model with options of the program.
     *
     * @param trained the model
     * @param backend where to run; it stays the caller's to close
     * @param options memory limit, precision of products, and others
     * @return the segmenter; close it to free its memory
     * @throws BackendException if the backend does not support that precision of products
     */
    public static Segmenter of(TrainedModel trained, Backend backend, CompileOptions options) {
        return new Segmenter(trained, backend, options);
    }

    /**
     * The same model with another number of iterations of each factorization: fewer are faster (Ashtari et al. 2023), more
     * are closer to the factorization.
     *
     * @param iterations at least 0
     * @return a segmenter of its own; close it to free its memory
     * @throws IllegalArgumentException if the network does not iterate
     */
    public Segmenter withIterations(int iterations) {
        return of(trained.withIterations(iterations), backend, options);
    }

    /** {@return the model: network settings, weights, preprocessing, regions} */
    public TrainedModel trained() {
        return trained;
    }

    /**
     * Segments a scan.
     *
     * @param scan in any orientation and spacing
     * @return what was found, on the scan's own grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite
     * @throws BackendException if there is too little memory
     */
    public Segmentation segment(Volume scan) {
        return segment(scan, progress -> { });
    }

    /**
     * Segments a scan.
     *
     * @param scan in any orientation and spacing
     * @param listener receives the progress after each window
     * @return what was found, on the scan's own grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite
     * @throws BackendException if there is too little memory
     */
    public Segmentation segment(Volume scan, Consumer<Progress> listener) {
        try {
            return found(scan, listener);
        } catch (OutOfMemoryError e) {
            throw new BackendException(String.format(Locale.ROOT, "memory: the Java heap of %,d MiB is too small to segment"
                    + " this scan (%s); give it more with -Xmx, or take a coarser spacing",
                    Runtime.getRuntime().maxMemory() >> 20, scan), e);
        }
    }

    private Segmentation found(Volume scan, Consumer<Progress> listener) {
        Preprocessed prepared = prepare(scan);
        Model network = network();
        float[] probabilities = slices.volume(window.run(slices.batch(prepared.volume()), network::run, listener));
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-probabilities[i])));
        }
        Volume onGrid = prepared.volume().withVoxels(recipe.labels().regions().size(), probabilities);
        return new Segmentation(prepared.invert(onGrid), recipe.labels());
    }

    /**
     * What segmenting a scan will take. Preprocesses the scan, because its size on the network's grid depends on its content;
     * the network does not run.
     *
     * @param scan in any orientation and spacing
     * @return windows and bytes
     * @throws IllegalArgumentException as for {@link #segment(Volume)}
     * @throws BackendException if the network alone needs more memory than there is
     */
    public SegmentationPlan plan(Volume scan) {
        Volume image = prepare(scan).volume();
        Shape spatial = Shape.of(image.grid().sizes());
        int windows = window.starts(slices.spatial(image.grid())).size() * slices.count(image.grid());
        long windowValues = Shape.of(recipe.network().window().stream().mapToInt(Integer::intValue).toArray())
                .elements();
        int inputs = image.channels();
        int outputs = recipe.labels().regions().size();
        // On the image's grid: the image, sums, weights' sum, probabilities; then the window, its weights and its result.
        long values = spatial.elements() * (inputs + 2 * outputs + 1) + windowValues * (inputs + 1 + 2 * outputs);
        return new SegmentationPlan(spatial, windows, network().memory().totalBytes(),
                values * Float.BYTES);
    }

    private Preprocessed prepare(Volume scan) {
        int expected = recipe.network().inputChannels();
        if (scan.channels() != expected) {
            throw new IllegalArgumentException("segment: the scan has " + scan.channels()
                    + (scan.channels() == 1 ? " channel" : " channels") + ", expected " + expected + ": "
                    + String.join(", ", recipe.channels()) + "; name a file for each in this order, or one that holds all");
        }
        scan.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
        return recipe.preprocessing().apply(scan);
    }

    private Model network() {
        if (closed) {
            throw new IllegalStateException("segmenter: used after it was closed; open the bundle again");
        }
        if (model == null) {
            model = recipe.program().on(backend, options).load(trained.weights());
        }
        return model;
    }

    /** Frees the memory. */
    @Override
    public void close() {
        closed = true;
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
