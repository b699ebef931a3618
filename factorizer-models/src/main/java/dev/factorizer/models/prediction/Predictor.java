package dev.factorizer.models.prediction;

import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.backend.BackendException;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.FileDigest;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.pictures.PictureFile;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.PreparedScan;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationPlan;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Segments scans from files to files. All results of a scan appear together: where the labels are, everything is there and of the same
 * scan, also after the process was killed.
 *
 * <pre>{@code
 * try (Segmenter segmenter = Segmenter.open(bundle, backend)) {
 *     Predictor predictor = Predictor.of(segmenter).withBundles(List.of(bundle)).withSettings(settings);
 *     for (PredictionJob job : PredictionJob.in(scans, segmenter.trained().recipe().network().inputChannels())) {
 *         Path stem = output.resolve(job.name());
 *         if (!predictor.isDone(job.scan(), stem)) {
 *             predictor.predict(job.scan(), stem, plan -> { }, progress -> { });
 *         }
 *     }
 * }
 * }</pre>
 */
public final class Predictor {
    private static final long LARGEST_RECORD = 1 << 24;
    private static final String IDENTITY = "identity";

    private final Segmenter segmenter;
    private final SegmentationSettings settings;
    private final List<Path> bundles;
    private final Map<String, Object> about;
    private final Runnable release;
    private @Nullable List<String> modelDigests;

    private Predictor(Segmenter segmenter, SegmentationSettings settings, List<Path> bundles, Map<String, Object> about,
            Runnable release) {
        this.segmenter = segmenter;
        this.settings = settings;
        this.bundles = List.copyOf(bundles);
        // In the order of the given map, so that the same prediction writes the same bytes.
        this.about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
        this.release = release;
    }

    /**
     * {@return what segments with some models, as published}
     *
     * @param segmenter the models; it stays the caller's to close
     */
    public static Predictor of(Segmenter segmenter) {
        return new Predictor(segmenter, SegmentationSettings.DEFAULT, List.of(), Map.of(), () -> { });
    }

    /**
     * {@return the same with other settings}
     *
     * @param other how it segments, and which volumes are written beside the labels
     */
    public Predictor withSettings(SegmentationSettings other) {
        return new Predictor(segmenter, other, bundles, about, release);
    }

    /**
     * {@return the same for models that were read from files: no result is written over one, and records have their SHA-256}
     *
     * @param read the bundles of the models, in their order
     */
    public Predictor withBundles(List<Path> read) {
        return new Predictor(segmenter, settings, read, about, release);
    }

    /**
     * {@return the same with what else results depend on, such as the backend}
     *
     * @param tree texts, numbers, lists and maps of them; records have them in its order
     */
    public Predictor withAbout(Map<String, Object> tree) {
        return new Predictor(segmenter, settings, bundles, tree, release);
    }

    /**
     * {@return the same with a word when large arrays are no longer needed}
     *
     * @param released called twice for each scan, when the file that was read and when its preparation is no longer needed: a process of
     *     its own may run Java's collector ({@code System::gc}) there, which else grows the heap first. In a program that does other
     *     things, too, that would cost more than it saves
     */
    public Predictor withRelease(Runnable released) {
        return new Predictor(segmenter, settings, bundles, about, released);
    }

    /**
     * Segments a scan and writes the results on the scan's own grid, with their provenance, all together.
     *
     * @param inputs the scan's files, one for each channel in order, or one that holds all
     * @param stem where the results go: a folder and how their names begin, such as that of {@link #stem}
     * @param planned told what it will take, before a network runs
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be read or written, or a result would be written over what is read
     * @throws IllegalArgumentException if the scan does not fit the models, or a volume does not fit into a file
     */
    public WrittenSegmentation predict(ScanFiles inputs, Path stem, Consumer<SegmentationPlan> planned, Consumer<Progress> listener)
            throws IOException {
        return predict(inputs, stem, List.of(), planned, listener);
    }

    /**
     * Segments a scan and writes the results; see {@link #predict(ScanFiles, Path, Consumer, Consumer)}.
     *
     * @param inputs the scan's files
     * @param stem where the results go
     * @param kept other files that must not be written over, such as scans that are still to be segmented
     * @param planned told what it will take, before a network runs
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be read or written, or a result would be written over what is read
     * @throws IllegalArgumentException if the scan does not fit the models, or a volume does not fit into a file
     */
    public WrittenSegmentation predict(ScanFiles inputs, Path stem, List<Path> kept, Consumer<SegmentationPlan> planned,
            Consumer<Progress> listener) throws IOException {
        ResultFiles files = files(inputs, stem);
        List<Path> read = new ArrayList<>(kept);
        read.addAll(inputs.files());
        inputs.files().stream().flatMap(ResultNames::partner).forEach(read::add);
        for (Path bundle : bundles) {
            read.addAll(ModelBundle.files(bundle));
        }
        AtomicFile.requireWritable(files.all(), read);
        PreparedScan scan = prepare(inputs, files);
        Map<String, Object> identity = identity(inputs);
        release.run();
        planned.accept(scan.plan());
        Segmentation found = scan.segment(listener);
        List<String> warnings = scan.scan().warnings();
        Map<String, Object> how = how();
        how.put(IDENTITY, identity);
        // The last one vouches for the others.
        Map<Path, AtomicFile.Content> written = new LinkedHashMap<>();
        written.put(files.provenance(), new ResultRecord(inputs, segmenter.models().stream().map(TrainedModel::provenance).toList(),
                files.images(), warnings).content(how));
        files.volumes().forEach((file, volume) -> written.put(file, NiftiImage.content(file, () -> Volumes.image(volume.apply(found)))));
        written.put(files.labels(), found.labelContent(files.labels()));
        AtomicFile.writeAll(List.copyOf(written.keySet()), List.copyOf(written.values()));
        return new WrittenSegmentation(files.labels(), List.copyOf(files.volumes().keySet()), files.provenance(), found, warnings);
    }

    /**
     * Whether the results of a scan are there already, made from the same files by the same models with the same settings. They are not
     * looked into; a record of an earlier version, or one that can't be read, is none.
     *
     * @param inputs the scan's files
     * @param stem where its results go
     * @return true if it need not be segmented again; never without {@link #withBundles}, nor for images whose voxels are in a file that
     *     only their header names ({@code .mhd}, {@code .nhdr})
     * @throws IOException if an input or a model can't be read
     */
    public boolean isDone(ScanFiles inputs, Path stem) throws IOException {
        ResultFiles files = files(inputs, stem);
        if (bundles.isEmpty() || inputs.files().stream().anyMatch(Predictor::isDetached) || !files.all().stream().allMatch(Files::isRegularFile)
                || Files.size(files.provenance()) > LARGEST_RECORD) {
            return false;
        }
        try {
            Map<String, Object> found = JsonTree.parse(Files.readAllBytes(files.provenance()), files.provenance(), "a record in JSON");
            Map<String, Object> wanted = JsonTree.parse(JsonTree.text(identity(inputs)), files.provenance(), "a record in JSON");
            return wanted.equals(found.get(IDENTITY))
                    && files.images().stream().map(ResultNames::last).toList().equals(found.get("outputs"));
        } catch (MalformedFileException e) {
            return false;
        }
    }

    private static boolean isDetached(Path file) {
        String name = ResultNames.last(file).toLowerCase(Locale.ROOT);
        return name.endsWith(".mhd") || name.endsWith(".nhdr");
    }

    private ResultFiles files(ScanFiles inputs, Path stem) throws IOException {
        return ResultFiles.of(stem, settings, tilings().stream().mapToInt(windows -> windows.flips().size()).sum(),
                PictureFile.isPicture(inputs.files().getFirst()));
    }

    /**
     * Reads the scan and brings it onto the network's grid. Java grows its heap before it takes back arrays as large as these, so
     * the caller is told when they are no longer needed; the scan itself is not, afterwards.
     */
    private PreparedScan prepare(ScanFiles inputs, ResultFiles files) throws IOException {
        Volume scan = read(inputs);
        files.requireFits(scan, segmenter.trained().recipe().labels());
        release.run();
        return segmenter.prepare(scan, settings);
    }

    /** Networks are made ready at the same time, here, as not every device can be used by any thread. */
    private Volume read(ScanFiles inputs) throws IOException {
        ScanReading reading = new ScanReading(inputs);
        Optional<BackendException> failure = Optional.empty();
        try {
            segmenter.load();
        } catch (BackendException e) {
            failure = Optional.of(e);
        }
        // A scan that can't be read is said first: another network wouldn't help it.
        Volume scan = reading.await();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return scan;
    }

    /**
     * {@return where the results of a scan go: in a folder, named as its first file}
     *
     * @param folder the folder
     * @param inputs the scan
     */
    public static Path stem(Path folder, ScanFiles inputs) {
        return folder.resolve(ResultNames.of(inputs.files().getFirst()));
    }

    /** Those of each model. */
    private List<Tiling> tilings() {
        return segmenter.models().stream().map(model -> settings.windows(model.recipe())).toList();
    }

    /** How the windows of each model were moved, and of what several models were averaged. */
    private Map<String, Object> how() {
        Map<String, Object> windows = new LinkedHashMap<>();
        windows.put("overlap", tilings().stream().map(Tiling::overlap).toList());
        windows.put("weights", tilings().stream().map(one -> SettingsWriter.name(one.weights())).toList());
        windows.put("flips", tilings().stream().map(Tiling::flips).toList());
        Map<String, Object> how = new LinkedHashMap<>();
        if (segmenter.models().size() > 1) {
            how.put("ensemble", SettingsWriter.name(settings.averaging()));
        }
        how.put("windows", windows);
        return how;
    }

    /** What the results are a function of. */
    private Map<String, Object> identity(ScanFiles inputs) throws IOException {
        Map<String, Object> identity = new LinkedHashMap<>();
        List<String> digests = new ArrayList<>();
        for (Path file : inputs.files()) {
            for (Path part : Stream.concat(Stream.of(file), ResultNames.partner(file).filter(Files::isRegularFile)).toList()) {
                digests.add(FileDigest.sha256(part));
            }
        }
        // Another version may compute other numbers.
        identity.put("version", version());
        identity.put("inputs", digests);
        identity.put("series", inputs.series());
        identity.put("resampled", inputs.resampled());
        identity.put("models", modelDigests());
        // Another number of iterations than the bundle says is another network.
        identity.put("networks", segmenter.models().stream().map(model -> FileDigest.sha256(JsonTree.text(model.recipe().network().toTree())))
                .toList());
        identity.putAll(how());
        identity.put("about", new LinkedHashMap<>(about));
        return identity;
    }

    private static String version() {
        return Optional.ofNullable(Predictor.class.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion).orElse("unknown");
    }

    private List<String> modelDigests() throws IOException {
        if (modelDigests == null) {
            List<String> digests = new ArrayList<>();
            for (Path bundle : bundles) {
                for (Path file : ModelBundle.files(bundle)) {
                    digests.add(FileDigest.sha256(file));
                }
            }
            modelDigests = List.copyOf(digests);
        }
        return modelDigests;
    }
}
