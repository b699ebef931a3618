package dev.factorizer.bench.surfaces;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.metrics.HausdorffDistance;
import dev.factorizer.models.metrics.MaskPair;
import dev.factorizer.models.metrics.MetricSet;
import dev.factorizer.models.metrics.SurfaceDice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Times the robust Hausdorff distance and the surface Dice of a pair of label maps. */
@Command(name = "surfaces", mixinStandardHelpOptions = true, description = "Times HD95 and surface Dice of a pair of label maps, from"
        + " their voxels to both numbers.")
public final class TimeSurfaces implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--pair", defaultValue = "ORGAN", description = "${COMPLETION-CANDIDATES}.")
    private ShapePair pair;

    @Option(names = "--size", split = ",", defaultValue = "512,512,400", description = "Voxels along each axis.")
    private List<Integer> size;

    @Option(names = "--tolerance", defaultValue = "2", description = "Of the surface Dice, in mm.")
    private double tolerance;

    @Option(names = "--repetitions", defaultValue = "5", description = "How many times; the first one warms up.")
    private int repetitions;

    @Option(names = "--threads", description = "The most threads; one for each processor if left out.")
    private Integer threads;

    @Option(names = "--json", description = "Write the seconds and the values to this file.")
    private Path json;

    /** Options are filled in afterwards. */
    public TimeSurfaces() { }

    @Override
    public Integer call() throws IOException {
        if (size.size() != 3 || size.stream().anyMatch(voxels -> voxels < 1)) {
            throw new ParameterException(command.commandLine(), "--size " + size + ": expected three numbers of at least 1, such as"
                    + " 128,128,100");
        }
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        int[] sizes = size.stream().mapToInt(Integer::intValue).toArray();
        Volume prediction = pair.volume(sizes, true);
        Volume target = pair.volume(sizes, false);
        MetricSet metrics = new MetricSet(List.of(HausdorffDistance.monai95(), new SurfaceDice(tolerance)));
        long before = peak();
        List<Double> seconds = new ArrayList<>();
        List<Double> values = List.of();
        for (int i = 0; i < Math.max(1, repetitions); i++) {
            long started = System.nanoTime();
            values = Threads.limit(most, () -> metrics.of(MaskPair.of(prediction, target, 0)));
            seconds.add((System.nanoTime() - started) / 1e9);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("work", "surfaces");
        tree.put("engine", "factorizer");
        tree.put("pair", pair.name());
        tree.put("size", size);
        tree.put("threads", most);
        tree.put("firstSeconds", seconds.getFirst());
        tree.put("minimumSeconds", seconds.stream().min(Double::compare).orElseThrow());
        tree.put("peakResidentBytes", peak());
        tree.put("residentBytesBefore", before);
        tree.put("hausdorff95", values.get(0));
        tree.put("surfaceDice", values.get(1));
        if (json != null) {
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(json.toFile(), tree);
        }
        command.commandLine().getOut().printf(Locale.ROOT, "%s %s, %d threads: minimum %.3f s, first %.3f s, peak %,d MB, HD95 %.4f mm,"
                + " surface Dice %.4f%n", pair, size, most, (double) tree.get("minimumSeconds"), seconds.getFirst(), peak() / 1_000_000,
                values.get(0), values.get(1));
        command.commandLine().getOut().flush();
        return 0;
    }

    /** Of the process, where the system says so. */
    private static long peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.isReadable(status) ? 0 : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10).findFirst().orElse(0);
    }
}
