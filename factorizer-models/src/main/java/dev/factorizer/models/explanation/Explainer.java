package dev.factorizer.models.explanation;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.network.Program;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.WindowedScan;
import dev.factorizer.models.inference.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows what the factorizations of a trained network see in a scan, layer by layer. Works for every network that puts the result of
 * a {@link dev.factorizer.api.factorization.Factorize} back as an image.
 *
 * <pre>{@code
 * ComponentMaps found = Explainer.of(trained, backend).components(scan, "decoder.blocks.3");
 * Volumes.write(found.map(found.components().getFirst()), Path.of("largest.nii.gz"));
 * }</pre>
 *
 * <p>Maps of a layer on a coarser grid than the network's are enlarged to it voxel by voxel: each voxel of the layer becomes a block,
 * so that its sum and its edges stay what they are. Overlapping windows are averaged like the network's own results.
 */
public final class Explainer {
    private final TrainedModel trained;
    private final Backend backend;
    private final CompileOptions options;
    private final Program program;
    private final List<FactorizationLayer> layers;

    private Explainer(TrainedModel trained, Backend backend, CompileOptions options) {
        backend.require(options);
        this.trained = trained;
        this.backend = backend;
        this.options = options;
        this.program = trained.recipe().program();
        this.layers = FactorizationLayer.of(program);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("explain: a network of the kind \"" + trained.recipe().network().kind()
                    + "\" factorizes no image, expected one that does, such as a \"factorizer\"");
        }
    }

    /**
     * Explains a trained model.
     *
     * @param trained the model
     * @param backend where to run; it stays the caller's to close
     * @return what explains it; it holds no memory of the backend
     * @throws IllegalArgumentException if the network has no factorization of an image
     */
    public static Explainer of(TrainedModel trained, Backend backend) {
        return of(trained, backend, CompileOptions.DEFAULT);
    }

    /**
     * Explains a trained model with options of the program.
     *
     * @param trained the model
     * @param backend where to run; it stays the caller's to close
     * @param options memory limit, precision of products, and others
     * @return what explains it; it holds no memory of the backend
     * @throws IllegalArgumentException if the network has no factorization of an image
     * @throws BackendException if the backend does not support that precision of products
     */
    public static Explainer of(TrainedModel trained, Backend backend, CompileOptions options) {
        return new Explainer(trained, backend, options);
    }

    /** {@return the names of the layers that factorize, in the order they are computed} */
    public List<String> layers() {
        return layers.stream().map(FactorizationLayer::name).toList();
    }

    /**
     * The layers that factorize in a part of the network.
     *
     * @param part a layer's name, or the beginning of one up to a dot: {@code decoder} has all layers of the decoder
     * @return their names, in the order they are computed
     * @throws IllegalArgumentException listing all layers, if none is there
     */
    public List<String> layers(String part) {
        List<String> found = layers().stream().filter(name -> name.equals(part) || name.startsWith(part + ".")).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("layer \"" + part + "\" factorizes no image, expected one of "
                    + String.join(", ", layers()) + ", or the beginning of one up to a dot");
        }
        return found;
    }

    private FactorizationLayer layer(String part) {
        List<String> found = layers(part);
        if (found.size() > 1) {
            throw new IllegalArgumentException("layer \"" + part + "\" has " + found.size() + " factorizations, expected one of "
                    + String.join(", ", found));
        }
        return layers.get(layers().indexOf(found.getFirst()));
    }

    /**
     * What the components of a layer will take. Preprocesses the scan; the network does not run.
     *
     * @param scan in any orientation and spacing
     * @param layer its name, or the beginning of it up to a dot
     * @return maps, windows and bytes
     * @throws IllegalArgumentException as for {@link #components(Volume, String)}
     * @throws BackendException if there is too little memory
     */
    public ComponentPlan plan(Volume scan, String layer) {
        return plan(scan, List.of(layer)).getFirst();
    }

    /**
     * What the components of each of several layers will take, one layer after the other. Preprocesses the scan; the network does not
     * run.
     *
     * @param scan in any orientation and spacing
     * @param wanted their names, or the beginnings of them up to a dot
     * @return maps, windows and bytes, of each layer
     * @throws IllegalArgumentException as for {@link #components(Volume, String)}
     * @throws BackendException if there is too little memory for one of them
     */
    public List<ComponentPlan> plan(Volume scan, List<String> wanted) {
        List<FactorizationLayer> found = wanted.stream().map(this::layer).toList();
        WindowedScan prepared = WindowedScan.of(scan, trained.recipe());
        List<ComponentPlan> plans = new ArrayList<>();
        for (FactorizationLayer layer : found) {
            requireFits(layer, prepared, scan);
            try (Model model = layer.mapping(program, window()).on(backend, options)) {
                plans.add(new ComponentPlan(layer.name(), layer.maps(), prepared.windows(), heapBytes(layer, prepared, scan),
                        model.memory().totalBytes()));
            }
        }
        return plans;
    }

    private long heapBytes(FactorizationLayer layer, WindowedScan prepared, Volume scan) {
        long results = layer.maps() + 1;
        long image = prepared.image().grid().voxels();
        long window = window().elements();
        long inputs = prepared.image().channels();
        // The image, the sums, their means and weights; a window, what the network makes of it, twice; the reconstruction and a map on
        // their way back.
        double values = image * (inputs + 2.0 * results + 1) + window * (inputs + 1 + 2.0 * results)
                + 2.0 * image + 3.0 * scan.grid().voxels();
        return (long) Math.min(values * Float.BYTES, Long.MAX_VALUE);
    }

    /**
     * Finds the components of a layer.
     *
     * @param scan in any orientation and spacing
     * @param layer its name, or the beginning of it up to a dot
     * @return a map for each shift, head and component, on the scan's own grid
     * @throws IllegalArgumentException listing the layers that are there, if this one is not or has several factorizations; if the
     *     scan has another number of channels, or a value that is not finite
     * @throws BackendException if there is too little memory, before the network runs
     */
    public ComponentMaps components(Volume scan, String layer) {
        return components(scan, layer, progress -> { });
    }

    /**
     * Finds the components of a layer.
     *
     * @param scan in any orientation and spacing
     * @param layer its name, or the beginning of it up to a dot
     * @param listener receives the progress after each window
     * @return a map for each shift, head and component, on the scan's own grid
     * @throws IllegalArgumentException as for {@link #components(Volume, String)}
     * @throws BackendException if there is too little memory, before the network runs
     */
    public ComponentMaps components(Volume scan, String layer, Consumer<Progress> listener) {
        FactorizationLayer found = layer(layer);
        WindowedScan prepared = WindowedScan.of(scan, trained.recipe());
        requireFits(found, prepared, scan);
        try (Model model = found.mapping(program, window()).on(backend, options).load(trained.weights())) {
            return new ComponentMaps(found, prepared, prepared.run(model::run, listener));
        } catch (OutOfMemoryError e) {
            throw new BackendException(tooLarge(found, prepared, scan), e);
        }
    }

    private void requireFits(FactorizationLayer layer, WindowedScan prepared, Volume scan) {
        if (heapBytes(layer, prepared, scan) > Runtime.getRuntime().maxMemory() || values(layer, prepared) > Integer.MAX_VALUE - 16) {
            throw new BackendException(tooLarge(layer, prepared, scan));
        }
    }

    /** Of the largest array. */
    private double values(FactorizationLayer layer, WindowedScan prepared) {
        return (layer.maps() + 1.0) * Math.max(prepared.image().grid().voxels(), window().elements());
    }

    private String tooLarge(FactorizationLayer layer, WindowedScan prepared, Volume scan) {
        return String.format(Locale.ROOT, "memory: the %,d component maps of %s take %,d MiB for this scan (%s) and"
                + " have %,.0f values; the Java heap has %,d MiB and an array less than 2³¹ values; give it more with -Xmx, or choose a"
                + " layer with fewer heads", layer.maps(), layer.name(), heapBytes(layer, prepared, scan) >> 20, scan, values(layer, prepared),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    private Shape window() {
        return Shape.of(trained.recipe().network().window().stream().mapToInt(Integer::intValue).toArray());
    }
}
