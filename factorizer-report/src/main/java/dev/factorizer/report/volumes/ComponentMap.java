package dev.factorizer.report.volumes;

import dev.factorizer.io.files.ImageNames;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A component of a layer that was written as a volume, with its ranking.
 *
 * @param layer its layer
 * @param rankedBy what the components of the layer were ranked by, such as {@code overlap}
 * @param rank its rank in the layer by that, from 1
 * @param shift which shift of the layer's windows, from 0
 * @param head which head of channels, from 0
 * @param component its number in the factorization, from 0
 * @param share of the layer's reconstruction, 0 to 1
 * @param energy how much of the square of the reconstruction it explains
 * @param regions by region, how well it fits
 * @param file the volume
 */
public record ComponentMap(String layer, String rankedBy, int rank, int shift, int head, int component, double share, double energy,
        Map<String, Overlap> regions, Path file) {
    private static final long MOST_BYTES = 16 << 20;
    private static final String ENDING = "components.json";

    /** Copies the regions in their order. */
    public ComponentMap {
        regions = Collections.unmodifiableMap(new LinkedHashMap<>(regions));
    }

    /**
     * What a component has to do with a region.
     *
     * @param dice the Dice coefficient of both
     * @param inside the share of the component that lies in the region
     */
    public record Overlap(double dice, double inside) { }

    /**
     * Finds the maps of a case.
     *
     * @param folder where they were written
     * @param names how the case may be called: its own name, and that of its first image without its ending
     * @return the maps in the order of their ranks; of the same rank in several layers, those with the largest shares first
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
        maps.sort(Comparator.comparingInt(ComponentMap::rank).thenComparing(Comparator.comparingDouble(ComponentMap::share).reversed()));
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
                if (entry instanceof Map<?, ?> one && one.get("file") instanceof String name && isPlain(name)
                        && Stream.of("rank", "shift", "head", "component", "share", "energy").allMatch(key -> one.get(key) instanceof Number)) {
                    maps.add(new ComponentMap(String.valueOf(tree.get("layer")), String.valueOf(tree.get("rankedBy")), (int) number(one, "rank"),
                            (int) number(one, "shift"), (int) number(one, "head"), (int) number(one, "component"), number(one, "share"),
                            number(one, "energy"), overlaps(one), record.resolveSibling(name)));
                }
            }
        }
        return maps;
    }

    /** Not a number where there is none. */
    private static double number(Map<?, ?> tree, String key) {
        return tree.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static Map<String, Overlap> overlaps(Map<?, ?> component) {
        Map<String, Overlap> overlaps = new LinkedHashMap<>();
        if (component.get("regions") instanceof Map<?, ?> regions) {
            regions.forEach((name, overlap) -> {
                if (overlap instanceof Map<?, ?> numbers) {
                    overlaps.put(String.valueOf(name), new Overlap(number(numbers, "dice"), number(numbers, "inside")));
                }
            });
        }
        return overlaps;
    }

    /** A record names files beside it, and no others. */
    private static boolean isPlain(String name) {
        return !name.contains("/") && !name.contains("\\") && !name.equals("..");
    }

    /** {@return its rank and which it is, for lists} */
    public String title() {
        return String.format(Locale.ROOT, "rank %d: %s, shift %d, head %d, component %d, share %.1f %%", rank, layer, shift, head, component, 100 * share);
    }
}
