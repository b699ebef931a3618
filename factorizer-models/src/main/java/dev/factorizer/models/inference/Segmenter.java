package dev.factorizer.models.inference;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.backend.MemoryException;
import dev.factorizer.api.network.Model;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * From a scan to its segmentation, as published: preprocessing, sliding window with Gaussian weights, sigmoid or softmax, back to
 * the scan's own grid, one map of labels. Networks are made ready once, when they are first needed, for one window; scans may
 * have any size, and what is held of the results is a few planes of them. A network of two axes segments each axial slice.
 * Several models segment together. For one thread at a time.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.open(Path.of("stroke.bundle"), backend)) {
 *     Segmentation found = segmenter.segment(Volumes.read(Path.of("dwi.nii.gz"), Path.of("adc.nii.gz")));
 *     Volumes.writeLabels(found.labels(), Path.of("dwi_seg.nii.gz"));
 * }
 * }</pre>
 */
public final class Segmenter implements AutoCloseable {
    private final List<TrainedModel> trained;
    private final Preprocessing preprocessing;
    private final Backend backend;
    private final CompileOptions options;
    private final List<Model> models = new ArrayList<>();
    private boolean closed;

    private Segmenter(List<TrainedModel> trained, Backend backend, CompileOptions options) {
        backend.require(options);
        this.trained = List.copyOf(trained);
        this.preprocessing = Ensemble.preprocessing(trained);
        this.backend = backend;
        this.options = options;
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
        return of(List.of(trained), backend, options);
    }

    /**
     * A segmenter of several models, whose results are averaged. Their networks and windows may differ. All of them are held at the
     * same time, for they run in turn on each part of the scan.
     *
     * @param trained the models
     * @param backend where to run; it stays the caller's to close
     * @param options memory limit for all of them, precision of products, and others
     * @return the segmenter; close it to free its memory
     * @throws IllegalArgumentException if two differ in channels, labels or preprocessing
     * @throws BackendException if the backend does not support that precision of products
     */
    public static Segmenter of(List<TrainedModel> trained, Backend backend, CompileOptions options) {
        return new Segmenter(trained, backend, options);
    }

    /**
     * The same models with another number of iterations of each factorization: fewer are faster (Ashtari et al. 2023), more
     * are closer to the factorization.
     *
     * @param iterations at least 0
     * @return a segmenter of its own; close it to free its memory
     * @throws IllegalArgumentException if a network does not iterate
     */
    public Segmenter withIterations(int iterations) {
        return of(trained.stream().map(model -> model.withIterations(iterations)).toList(), backend, options);
    }

    /** {@return the model, of several the first: network settings, weights, preprocessing, regions} */
    public TrainedModel trained() {
        return trained.getFirst();
    }

    /** {@return all models} */
    public List<TrainedModel> models() {
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
     * @param listener receives the progress after each window; what it throws ends the segmentation
     * @return what was found, on the scan's own grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite
     * @throws BackendException if there is too little memory
     * @throws java.util.concurrent.CancellationException if the thread was interrupted, after the window that was being run
     */
    public Segmentation segment(Volume scan, Consumer<Progress> listener) {
        return segment(scan, SegmentationSettings.DEFAULT, listener);
    }

    /**
     * Segments a scan.
     *
     * @param scan in any orientation and spacing
     * @param settings how, and what is kept beside the labels
     * @param listener receives the progress after each window; what it throws ends the segmentation
     * @return what was found, on the scan's own grid
     * @throws IllegalArgumentException if the scan has another number of channels, or a value that is not finite, or what is to
     *     be kept has more values than an array can hold
     * @throws BackendException if there is too little memory
     * @throws java.util.concurrent.CancellationException if the thread was interrupted, after the window that was being run
     */
    public Segmentation segment(Volume scan, SegmentationSettings settings, Consumer<Progress> listener) {
        try {
            return prepare(scan, settings).segment(listener);
        } catch (OutOfMemoryError e) {
            throw new BackendException(String.format(Locale.ROOT, "memory: the Java heap of %,d MiB is too small to segment"
                    + " this scan (%s); give it more with -Xmx, or take a coarser spacing",
                    Runtime.getRuntime().maxMemory() >> 20, scan), e);
        }
    }

    /**
     * What segmenting a scan will take, as {@link #prepare} finds it.
     *
     * @param scan in any orientation and spacing
     * @return windows and bytes
     */
    public SegmentationPlan plan(Volume scan) {
        return prepare(scan, SegmentationSettings.DEFAULT).plan();
    }

    /**
     * Brings a scan onto the network's grid and plans its segmentation. The network does not run.
     *
     * @param scan in any orientation and spacing; no longer needed afterwards
     * @param settings how it will be segmented, and what is kept beside the labels
     * @return the image and the plan
     * @throws IllegalArgumentException as for {@link #segment(Volume, SegmentationSettings, Consumer)}
     * @throws BackendException if it takes more memory than there is
     */
    public PreparedScan prepare(Volume scan, SegmentationSettings settings) {
        requireFits(scan, trained().recipe());
        Preprocessed prepared = preprocessing.apply(scan);
        return new PreparedScan(prepared, prepared.volume().voxels() != scan.voxels(),
                trained.stream().map(TrainedModel::recipe).toList(), networks(), settings);
    }

    /** The scan on the grid of one model. */
    static Preprocessed preprocessed(Volume scan, ModelRecipe recipe) {
        requireFits(scan, recipe);
        return recipe.preprocessing().apply(scan);
    }

    private static void requireFits(Volume scan, ModelRecipe recipe) {
        int expected = recipe.network().inputChannels();
        if (scan.channels() != expected) {
            throw new IllegalArgumentException("segment: the scan has " + scan.channels()
                    + (scan.channels() == 1 ? " channel" : " channels") + ", expected " + expected + ": "
                    + String.join(", ", recipe.channels()) + "; name a file for each in this order, or one that holds all");
        }
        scan.firstNonFinite().ifPresent(voxel -> {
            throw new IllegalArgumentException(voxel.describe());
        });
    }

    /**
     * Makes the networks ready now, for example while a scan is being read; without it they become so with the first scan.
     *
     * @throws BackendException if there is too little memory
     */
    public void load() {
        networks();
    }

    private List<Model> networks() {
        if (closed) {
            throw new IllegalStateException("segmenter: used after it was closed; open the bundle again");
        }
        while (models.size() < trained.size()) {
            TrainedModel next = trained.get(models.size());
            long taken = models.stream().mapToLong(model -> model.memory().totalBytes()).sum();
            long left = Math.min(options.memoryLimitBytes(), backend.device().memoryBytes()) - taken;
            try {
                models.add(next.recipe().program().on(backend, new CompileOptions(options.recompute(), left,
                        options.matmulPrecision(), options.fusion())).load(next.weights()));
            } catch (MemoryException e) {
                throw new BackendException("segment: a window of " + describe(next.recipe().network().window()) + " voxels"
                        + (models.isEmpty() ? "" : " of model " + (models.size() + 1) + ", beside the models before it,")
                        + " can't run, " + e.problem()
                        + "; take a network with a smaller window, or a machine with more memory", e);
            }
        }
        return List.copyOf(models);
    }

    private static String describe(List<Integer> window) {
        return window.stream().map(String::valueOf).collect(Collectors.joining("×"));
    }

    /** Frees the memory. */
    @Override
    public void close() {
        closed = true;
        models.forEach(Model::close);
        models.clear();
    }
}
