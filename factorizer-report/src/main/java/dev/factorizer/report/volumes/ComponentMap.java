package dev.factorizer.report.volumes;

import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A component of a layer that was written as a volume.
 *
 * @param layer its layer
 * @param rank from 1, by its share
 * @param share of the layer's reconstruction, 0 to 1
 * @param file the volume
 */
public record ComponentMap(String layer, int rank, double share, Path file) {
    private static final long MOST_BYTES = 16 << 20;
    private static final String ENDING = "components.json";

    /**
     * Finds the maps of a case.
     *
     * @param folder where they were written
     * @param names how the case may be called: its own name, and that of its first image without its ending
     * @return the maps, those with the largest shares first
     * @throws IOException if a record can't be read
     */
    public static List<ComponentMap> of(Path folder, List<String> names) throws IOException {
        List<ComponentMap> maps = new ArrayList<>();
        List<Path> records;
        try (Stream<Path> files = Files.list(folder)) {
            records = files.filter(file -> file.getFileName().toString().endsWith("_" + ENDING)
                    && names.stream().anyMatch(name -> file.getFileName().toString().startsWith(name + "_"))).sorted().toList();
        }
        for (Path record : records) {
            if (Files.size(record) <= MOST_BYTES) {
                maps.addAll(read(record, names));
            }
        }
        maps.sort(Comparator.comparingDouble(ComponentMap::share).reversed());
        return maps;
    }

    private static List<ComponentMap> read(Path record, List<String> names) throws IOException {
        Map<String, Object> tree = JsonTree.parse(Files.readAllBytes(record), record, "a JSON object about components");
        List<ComponentMap> maps = new ArrayList<>();
        // Names may begin with those of others.
        boolean ours = tree.get("inputs") instanceof List<?> inputs && !inputs.isEmpty()
                && names.contains(ImageNames.stem(Path.of(String.valueOf(inputs.getFirst()))));
        if (ours && tree.get("components") instanceof List<?> components) {
            for (Object entry : components) {
                if (entry instanceof Map<?, ?> one && one.get("file") instanceof String name && one.get("rank") instanceof Number rank
                        && one.get("share") instanceof Number share && isPlain(name)) {
                    Object layer = one.containsKey("layer") ? one.get("layer") : tree.get("layer");
                    maps.add(new ComponentMap(String.valueOf(layer), rank.intValue(), share.doubleValue(), record.resolveSibling(name)));
                }
            }
        }
        return maps;
    }

    /** A record names files beside it, and no others. */
    private static boolean isPlain(String name) {
        return !name.contains("/") && !name.contains("\\") && !name.equals("..");
    }

    /** {@return its layer and rank, for lists} */
    public String title() {
        return layer + " component " + rank;
    }
}
