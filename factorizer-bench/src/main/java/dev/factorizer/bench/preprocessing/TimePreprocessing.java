package dev.factorizer.bench.preprocessing;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.transforms.Preprocessing;
import dev.factorizer.io.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times reading a case and bringing it onto the network's grid. */
@Command(name = "preprocessing", mixinStandardHelpOptions = true, description = "Times the recipe's preprocessing of a case: crop to"
        + " the foreground, orient, normalize, resample, pad.")
public final class TimePreprocessing implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--image", required = true, description = "A channel's NIfTI file; once for each channel.")
    private List<Path> images;

    @Option(names = "--spacing", defaultValue = "1", description = "The distance between voxels of the result, in mm.")
    private double spacing;

    @Option(names = "--window", defaultValue = "128", description = "The least size of the result.")
    private int window;

    @Option(names = "--repetitions", defaultValue = "5", description = "How many times; the first one warms up.")
    private int repetitions;

    @Option(names = "--threads", description = "The most threads; one for each processor if left out.")
    private Integer threads;

    @Option(names = "--json", description = "Write the seconds to this file.")
    private Path json;

    @Option(names = "--values", description = "Write the last result to this file: float32, little-endian, channel by channel.")
    private Path values;

    /** Options are filled in afterwards. */
    public TimePreprocessing() { }

    @Override
    public Integer call() throws IOException {
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        List<Double> reading = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        Preprocessing recipe = Preprocessing.recipe(spacing, window);
        Volume result = null;
        for (int i = 0; i < Math.max(1, repetitions); i++) {
            long started = System.nanoTime();
            Volume scan = Volumes.read(images);
            long read = System.nanoTime();
            result = Threads.limit(most, () -> recipe.apply(scan)).volume();
            reading.add((read - started) / 1e9);
            seconds.add((System.nanoTime() - read) / 1e9);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("work", "preprocessing");
        tree.put("engine", "factorizer");
        tree.put("threads", most);
        tree.put("spacing", spacing);
        tree.put("size", result.grid().sizes());
        tree.put("affine", result.grid().affine().toArray());
        tree.put("firstSeconds", seconds.getFirst());
        tree.put("minimumSeconds", least(seconds));
        tree.put("medianSeconds", seconds.stream().sorted().toList().get(seconds.size() / 2));
        tree.put("readMinimumSeconds", least(reading));
        if (json != null) {
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(json.toFile(), tree);
        }
        if (values != null) {
            write(result);
        }
        command.commandLine().getOut().printf(Locale.ROOT, "%s at %s mm, %d threads: minimum %.3f s, first %.3f s; reading %.3f s%n",
                Arrays.toString(result.grid().sizes()), spacing, most, least(seconds), seconds.getFirst(), least(reading));
        command.commandLine().getOut().flush();
        return 0;
    }

    private static double least(List<Double> seconds) {
        return seconds.stream().min(Double::compare).orElseThrow();
    }

    private void write(Volume result) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(4, result.voxels().length)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(result.voxels());
        Files.write(values, bytes.array());
    }
}
