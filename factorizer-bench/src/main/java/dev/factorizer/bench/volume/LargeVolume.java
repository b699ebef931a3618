package dev.factorizer.bench.volume;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.api.network.ParameterSpec;
import dev.factorizer.api.tensor.Tensor;
import dev.factorizer.io.bundle.Labels;
import dev.factorizer.io.bundle.Region;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.transforms.NormalizeIntensity;
import dev.factorizer.io.transforms.Orientation;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.transforms.Spacing;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.AxisCodes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.PreparedScan;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Segments a volume that was made, and says what that took beside what was planned. */
@Command(name = "large-volume", mixinStandardHelpOptions = true, description = "Segments a large volume by a small network and prints"
        + " the plan, the peak of memory and a sum of the labels.")
public final class LargeVolume implements Callable<Integer> {
    private static final long SEED = 7;

    @Spec
    private CommandSpec command;

    @Option(names = "--size", split = ",", defaultValue = "512,512,800", description = "Voxels along each axis.")
    private List<Integer> size;

    @Option(names = "--classes", defaultValue = "4", description = "Classes that exclude each other, with the background.")
    private int classes;

    @Option(names = "--window", defaultValue = "96", description = "Edge of a window.")
    private int window;

    @Option(names = "--overlap", defaultValue = "0.25", description = "Share of a window that the next one covers again.")
    private double overlap;

    @Option(names = "--spacing", description = "Resample from 1 mm to this.")
    private Double spacing;

    @Option(names = "--sum-bytes", defaultValue = "0", description = "Limit for the sums of windows; 0 for the usual one.")
    private long sumBytes;

    @Option(names = "--output", description = "Also write the map of labels to this file.")
    private Path output;

    /** Options are filled in afterwards. */
    public LargeVolume() { }

    @Override
    public Integer call() throws IOException {
        if (size.size() != 3 || size.stream().anyMatch(voxels -> voxels < 1)) {
            throw new ParameterException(command.commandLine(), "--size " + size + ": expected three numbers of at least 1, such as"
                    + " 128,128,100");
        }
        PrintWriter out = command.commandLine().getOut();
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withOverlap(overlap);
        settings = sumBytes > 0 ? settings.withSumBytes(sumBytes) : settings;
        long started = System.nanoTime();
        try (Backend backend = Backends.named("jvm");
                Segmenter segmenter = Segmenter.of(List.of(model()), backend, CompileOptions.DEFAULT)) {
            PreparedScan scan = segmenter.prepare(volume(), settings);
            out.printf(Locale.ROOT, "plan: %s%n", scan.plan().describe());
            out.printf(Locale.ROOT, "peak before the first window: %,d MiB%n", peak());
            out.flush();
            Segmentation found = scan.segment(progress -> show(out, progress));
            out.printf(Locale.ROOT, "peak after the last window: %,d MiB%n", peak());
            if (output != null) {
                found.labelImage().write(output);
            }
            out.printf(Locale.ROOT, "%s%n", found.regions().stream().limit(4).map(name -> String.format(Locale.ROOT, "%s %.1f ml", name,
                    found.millilitersOf(name))).collect(Collectors.joining(", ")));
            out.printf(Locale.ROOT, "planned %,d MiB, peak %,d MiB, %d s, labels %08x%n", scan.plan().residentBytes() >> 20, peak(),
                    (System.nanoTime() - started) / 1_000_000_000, sum(found));
            out.flush();
        }
        return 0;
    }

    private TrainedModel model() {
        SmallNetwork network = new SmallNetwork(1, classes, List.of(window, window, window));
        Labels labels = Labels.exclusive(IntStream.range(0, classes)
                .mapToObj(i -> new Region(i == 0 ? "background" : "class " + i, i)).toList());
        ModelRecipe recipe = new ModelRecipe(network, List.of("ct"), new Preprocessing(Optional.empty(),
                Optional.of(new Orientation(AxisCodes.RAS)), Optional.of(new NormalizeIntensity(false, true)),
                Optional.ofNullable(spacing).map(Spacing::new), Optional.empty()), labels);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (ParameterSpec spec : recipe.program().parameters()) {
            weights.put(spec.name(), Tensor.of(spec.shape(), spec.initializer().draw(SEED, spec.name(), spec.shape())));
        }
        return new TrainedModel(recipe, weights, Map.of());
    }

    /** Waves, stored to the left, back and upwards. */
    private Volume volume() {
        Grid grid = new Grid(size.get(0), size.get(1), size.get(2), Affine.of(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1));
        float[] voxels = new float[grid.voxels()];
        float[] wave = new float[4096];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = (float) Math.sin(i * 0.11) + (i * 2654435761L >>> 8 & 1023) / 1024f;
        }
        int at = 0;
        for (int x = 0; x < grid.x(); x++) {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    voxels[at++] = wave[x + z & 4095] * wave[y + 2 * z & 4095] + wave[3 * x + y & 4095];
                }
            }
        }
        return new Volume(grid, 1, voxels);
    }

    private static void show(PrintWriter out, Progress progress) {
        if (progress.done() * 10L / progress.total() > (progress.done() - 1) * 10L / progress.total()) {
            out.printf(Locale.ROOT, "window %d of %d%n", progress.done(), progress.total());
            out.flush();
        }
    }

    /** CRC-32 of the map as it would be written: the same bits have the same. */
    private static long sum(Segmentation found) {
        CRC32 sum = new CRC32();
        NiftiImage labels = found.labelImage();
        byte[] part = new byte[1 << 16];
        for (int from = 0; from < labels.values(); from += part.length) {
            int count = Math.min(part.length, labels.values() - from);
            for (int i = 0; i < count; i++) {
                part[i] = (byte) (int) labels.value(from + i);
            }
            sum.update(part, 0, count);
        }
        return sum.getValue();
    }

    /** MiB, as Linux counts them. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10).findFirst().orElse(0);
    }
}
