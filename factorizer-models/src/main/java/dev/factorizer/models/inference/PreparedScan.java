package dev.factorizer.models.inference;

import dev.factorizer.api.backend.BackendException;
import dev.factorizer.api.network.Model;
import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.api.tensor.Type;
import dev.factorizer.io.bundle.LabelRule;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.transforms.Preprocessed;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.transforms.WayBack;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import dev.factorizer.models.bundles.ModelRecipe;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A scan on the network's grid, and the plan of its segmentation: what it will take is known before a network runs. The scan itself
 * is no longer needed. Valid as long as its {@link Segmenter} is open.
 */
public final class PreparedScan {
    private static final double SIGMA_SCALE = 0.125;
    /** Of Java's heap, for sums. */
    private static final int SHARE = 3;

    /**
     * A network and how its windows lie, for each flip.
     *
     * @param model the network
     * @param grids the windows of each flip
     */
    private record Member(Model model, List<WindowGrid> grids) { }

    private final Preprocessed prepared;
    private final Labels labels;
    private final SegmentationSettings settings;
    private final List<Member> members = new ArrayList<>();
    private final ProbabilityRows rows;
    private final Bands bands;
    private final SegmentationPlan plan;

    PreparedScan(Preprocessed prepared, boolean moved, List<ModelRecipe> recipes, List<Model> models, SegmentationSettings settings) {
        this.prepared = prepared;
        this.labels = recipes.getFirst().labels();
        this.settings = settings;
        Volume image = prepared.volume();
        for (int i = 0; i < models.size(); i++) {
            SlidingWindow window = window(recipes.get(i), settings);
            members.add(new Member(models.get(i), settings.windows(recipes.get(i)).flips().stream()
                    .map(axes -> WindowGrid.of(window, image.grid().sizes(), axes)).toList()));
        }
        this.rows = new ProbabilityRows(members.stream().map(member -> member.grids().size()).toList(),
                recipes.stream().map(ModelRecipe::temperature).toList(), labels.regions().size(),
                excludeEachOther(labels.rule()), settings.averaging(), settings.uncertainty());
        requireVolumes();
        List<WindowGrid> passes = members.stream().flatMap(member -> member.grids().stream()).toList();
        this.bands = Bands.of(new Bands.Demand(prepared.wayBack(), passes, rows.outputs(), rows.channels()),
                Math.min(settings.sumBytes(), Runtime.getRuntime().maxMemory() / SHARE));
        this.plan = plan(moved, passes);
        requireHeap();
    }

    private static boolean excludeEachOther(LabelRule rule) {
        return rule instanceof LabelRule.Exclusive;
    }

    private static SlidingWindow window(ModelRecipe recipe, SegmentationSettings settings) {
        List<Integer> size = recipe.network().window();
        Tiling windows = settings.windows(recipe);
        return new SlidingWindow(size, Collections.nCopies(size.size(), windows.overlap()), windows.weights(), SIGMA_SCALE, Tiling.NO_FLIPS);
    }

    private void requireVolumes() {
        requireVolume("probabilities", settings.probabilities() ? rows.outputs() : 0);
        requireVolume("entropies", settings.uncertainty() ? rows.measures() : 0);
    }

    private void requireVolume(String what, int channels) {
        long values = (long) channels * prepared.scan().grid().voxels();
        if (values > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, "segment: the %s of %d regions on %s voxels are %,d values"
                    + " (%,d MiB), expected less than 2³¹; don't ask for them, or take a scan of fewer voxels", what, channels,
                    prepared.scan().grid().describeSizes(), values, values * Float.BYTES >> 20));
        }
    }

    private SegmentationPlan plan(boolean moved, List<WindowGrid> passes) {
        long networkBytes = members.stream().map(member -> member.model().memory())
                .mapToLong(memory -> memory.totalBytes() + memory.hostBytes()).sum();
        long runtimeBytes = members.stream().mapToLong(member -> member.model().memory().runtimeBytes()).max().orElseThrow();
        long imageBytes = prepared.volume().voxels().length * (long) Float.BYTES;
        long readBytes = prepared.scan().grid().voxels() * (long) prepared.volume().channels() * Float.BYTES;
        long scanBytes = moved ? readBytes : 0;
        // Read: the files' voxels, of up to as many bytes, and the scan. Then: the scan, what a step takes and what it makes.
        long preparationBytes = readBytes + Math.max(readBytes, moved ? 2 * imageBytes : 0);
        VoxelBox all = prepared.wayBack().source(prepared.wayBack().box());
        return new SegmentationPlan(Shape.of(prepared.volume().grid().sizes()),
                Math.toIntExact(passes.stream().mapToLong(pass -> pass.count(all)).sum()), Math.toIntExact(bands.runs()),
                bands.boxes().size(), networkBytes, preparationBytes, imageBytes + scanBytes, bands.bytes(),
                FoundVoxels.bytes(prepared.scan().grid().voxels(), labels, rows, settings.probabilities()), runtimeBytes);
    }

    private void requireHeap() {
        long needed = plan.imageBytes() + plan.sumBytes() + plan.resultBytes();
        long most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new BackendException(String.format(Locale.ROOT, "memory: segmenting takes %,d MiB of Java's heap for the image, the"
                    + " sums of windows and the result, found %,d; give it more, for example by FACTORIZER_JAVA_OPTIONS=-Xmx%dg,"
                    + " keep less, or take a coarser spacing", needed >> 20, most >> 20, Math.ceilDiv(needed, 1L << 30)));
        }
    }

    /** {@return what the segmentation will take} */
    public SegmentationPlan plan() {
        return plan;
    }

    /** {@return where the scan lies, with its header and warnings} */
    public VolumeFrame scan() {
        return prepared.scan();
    }

    /**
     * Segments the scan.
     *
     * @param listener receives the progress after each window; what it throws ends the segmentation
     * @return what was found, on the scan's own grid
     * @throws java.util.concurrent.CancellationException if the thread was interrupted, after the window that was being run
     */
    public Segmentation segment(Consumer<Progress> listener) {
        WayBack way = prepared.wayBack();
        WindowCount windows = new WindowCount(plan.runs(), listener);
        try (RowWorkers workers = new RowWorkers()) {
            FoundVoxels found = new FoundVoxels(way, prepared.scan(), labels, rows, settings.probabilities(), workers.count());
            ProbabilityRows.Scratch[] scratch = IntStream.range(0, workers.count()).mapToObj(_ -> new ProbabilityRows.Scratch())
                    .toArray(ProbabilityRows.Scratch[]::new);
            List<VoxelBox> sources = bands.boxes().stream().map(way::source).toList();
            List<WindowPass> passes = passes(windows, workers);
            passes.forEach(pass -> pass.reserve(rows.outputs(), sources));
            ResultPlanes planes = new ResultPlanes(sources, bands.boxes().stream().mapToInt(band -> span(way, band)).max().orElseThrow(),
                    rows.channels());
            for (VoxelBox band : bands.boxes()) {
                segment(band, way, passes, planes, found, workers, scratch);
            }
            return new Segmentation(found, prepared.scan(), labels);
        }
    }

    /** How many planes of the network's grid one plane of a band is read from, at most. */
    private static int span(WayBack way, VoxelBox band) {
        return IntStream.range(band.fromX(), band.toX()).map(x -> way.source(band.plane(x)).size(0)).max().orElseThrow();
    }

    private List<WindowPass> passes(WindowCount windows, RowWorkers workers) {
        Volume image = prepared.volume();
        MemorySegment voxels = MemorySegment.ofArray(image.voxels());
        List<WindowPass> passes = new ArrayList<>();
        for (Member member : members) {
            Type type = member.model().program().graph().outputs().values().iterator().next().type();
            Tensor result = Tensor.of(type.shape(), new float[Math.toIntExact(type.shape().elements())]);
            for (WindowGrid grid : member.grids()) {
                passes.add(new WindowPass(grid, voxels, 0, image.channels(), window -> {
                    member.model().run(window, result);
                    return result;
                }, windows, workers));
            }
        }
        return passes;
    }

    /** Plane by plane: sums become probabilities as soon as they are final, and go to the scan as soon as all that is read is there. */
    private void segment(VoxelBox band, WayBack way, List<WindowPass> passes, ResultPlanes planes, FoundVoxels found,
            RowWorkers workers, ProbabilityRows.Scratch[] scratch) {
        VoxelBox source = way.source(band);
        planes.begin(source);
        passes.forEach(pass -> pass.begin(source));
        int next = source.fromX();
        for (int x = band.fromX(); x < band.toX(); x++) {
            VoxelBox needed = way.source(band.plane(x));
            for (; next < needed.toX(); next++) {
                int plane = next;
                float[][] sums = passes.stream().map(pass -> pass.plane(plane)).toArray(float[][]::new);
                workers.each(0, source.size(1), (row, worker) -> rows.row(sums, planes.channelStride(), row * source.size(2),
                        source.size(2), planes.values(plane), scratch[worker]));
                passes.forEach(pass -> pass.release(plane));
            }
            int at = x;
            workers.each(band.fromY(), band.toY(), (y, worker) -> found.read(planes, at, y, band, worker));
        }
    }
}
