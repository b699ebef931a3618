package dev.factorizer.models.explanation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.prediction.ResultNames;
import dev.factorizer.models.prediction.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The component maps of a layer that were written: a file for each component, named so that they sort by their share, the
 * reconstruction, and a record in JSON, which is there when all the others are.
 *
 * @param layer the layer's name
 * @param ranking the components
 * @param files a file for each of the first components
 * @param record the JSON file
 * @param tree what the record says of the layer
 */
public record ComponentFiles(String layer, ComponentRanking ranking, List<Path> files, Path record, Map<String, Object> tree) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the lists. */
    public ComponentFiles {
        files = List.copyOf(files);
        tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    }

    /**
     * Where component maps come from and where they go.
     *
     * @param explainer what finds them
     * @param provenance what the model says of itself
     * @param inputs the scan's files
     * @param model the files of the model
     * @param folder where the results go
     * @param most how many components of a layer are written
     * @param order by what they are ranked
     */
    public record Source(Explainer explainer, Map<String, Object> provenance, ScanFiles inputs, List<Path> model, Path folder,
            int most, ComponentOrder order) {
        /** Copies the list. */
        public Source {
            model = List.copyOf(model);
        }

        /**
         * Refuses, before any work is done, results that can't be written.
         *
         * @param layers the layers
         * @throws IOException if a result can't be written, or would be written over what is read
         */
        public void requireWritable(List<String> layers) throws IOException {
            AtomicFile.requireWritable(Stream.concat(Stream.of(summary()),
                    layers.stream().flatMap(layer -> Stream.of(reconstruction(layer), record(layer)))).toList(), read());
        }

        private List<Path> read() {
            return Stream.of(inputs.files().stream(), inputs.files().stream().flatMap(ResultNames::partner), model.stream())
                    .flatMap(files -> files).toList();
        }

        private Path file(String layer, String what) {
            // A layer may have any name.
            return file(layer.replaceAll("[^\\p{Alnum}._-]", "-") + "_" + what);
        }

        private Path file(String what) {
            return folder.resolve(ResultNames.of(inputs.files().getFirst()) + "_" + what);
        }

        /** The record of all layers. */
        Path summary() {
            return file("components.json");
        }

        /** What the record of an earlier call names: with another model, other components have the same rank and other names. */
        private List<Path> earlier(String layer) throws IOException {
            if (!Files.isRegularFile(record(layer))) {
                return List.of();
            }
            String start = file(layer, "").getFileName().toString();
            List<Path> files = new ArrayList<>();
            try {
                for (JsonNode name : JSON.readTree(record(layer).toFile()).path("outputs")) {
                    if (name.asText().matches(Pattern.quote(start) + "\\d+_shift\\d+_head\\d+_component\\d+\\.nii\\.gz")) {
                        files.add(folder.resolve(name.asText()));
                    }
                }
            } catch (JsonProcessingException e) {
                // It is no record, so nothing is known of earlier files.
                return List.of();
            }
            files.removeAll(inputs.files());
            return files;
        }

        private Path reconstruction(String layer) {
            return file(layer, "reconstruction.nii.gz");
        }

        private Path record(String layer) {
            return file(layer, "components.json");
        }
    }

    /**
     * Finds the components of a layer and writes them on the scan's own grid. Those that an earlier call wrote for the same scan and
     * layer are replaced, also where they have other names; its record of all layers is deleted.
     *
     * @param source where they come from and go
     * @param scan the scan that was read from the files
     * @param regions what the maps are compared with
     * @param layer the layer's whole name
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be written, or would be written over what is read
     */
    public static ComponentFiles write(Source source, Volume scan, ComparedRegions regions, String layer, Consumer<Progress> listener)
            throws IOException {
        ComponentMaps maps = source.explainer().components(scan, layer, listener);
        ComponentRanking ranking = ComponentRanking.of(maps, regions.masks(), source.order());
        int all = ranking.components().size();
        int digits = Integer.toString(all).length();
        Map<Path, Supplier<Volume>> images = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < Math.min(source.most(), all); i++) {
            Component one = ranking.components().get(i).component();
            files.add(source.file(layer, String.format(Locale.ROOT, "%0" + digits + "d_shift%d_head%d_component%d.nii.gz", i + 1,
                    one.shift(), one.head(), one.component())));
            images.put(files.getLast(), () -> maps.map(one));
        }
        Path reconstruction = source.reconstruction(layer);
        images.put(reconstruction, maps::reconstruction);
        Map<String, Object> tree = tree(maps, ranking, files, reconstruction);
        ResultRecord about = new ResultRecord(source.inputs(), List.of(source.provenance()), List.copyOf(images.keySet()), scan.warnings());
        List<AtomicFile.Content> contents = new ArrayList<>();
        images.forEach((file, volume) -> contents.add(NiftiImage.content(file, () -> Volumes.image(volume.get()))));
        contents.add(about.content(joined(regions.tree(), tree)));
        List<Path> written = Stream.concat(images.keySet().stream(), Stream.of(source.record(layer))).toList();
        AtomicFile.requireWritable(written, source.read());
        List<Path> earlier = source.earlier(layer);
        Files.deleteIfExists(source.summary());
        AtomicFile.writeAll(written, contents);
        for (Path file : earlier) {
            if (!written.contains(file)) {
                Files.deleteIfExists(file);
            }
        }
        return new ComponentFiles(layer, ranking, files, source.record(layer), tree);
    }

    /**
     * Writes the record of all layers, which is there when everything else is.
     *
     * @param source where they come from and go
     * @param scan the scan that was read from the files
     * @param regions what the maps were compared with
     * @param layers what was written of each
     * @return the JSON file
     * @throws IOException if it can't be written
     */
    public static Path writeSummary(Source source, Volume scan, ComparedRegions regions, List<ComponentFiles> layers) throws IOException {
        List<Map<String, Object>> trees = layers.stream().map(layer -> {
            Map<String, Object> tree = new LinkedHashMap<>(layer.tree());
            tree.put("record", layer.record().getFileName().toString());
            return tree;
        }).toList();
        List<Path> records = layers.stream().map(ComponentFiles::record).toList();
        AtomicFile.write(source.summary(), new ResultRecord(source.inputs(), List.of(source.provenance()), records, scan.warnings())
                .content(joined(regions.tree(), Map.of("layers", trees))));
        return source.summary();
    }

    private static Map<String, Object> joined(Map<String, Object> first, Map<String, Object> second) {
        Map<String, Object> both = new LinkedHashMap<>(first);
        both.putAll(second);
        return both;
    }

    private static Map<String, Object> tree(ComponentMaps maps, ComponentRanking ranking, List<Path> files, Path reconstruction) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", maps.layer());
        tree.put("shifts", maps.shifts());
        tree.put("reconstruction", reconstruction.getFileName().toString());
        tree.put("rankedBy", ranking.order().label());
        List<Map<String, Object>> components = new ArrayList<>();
        for (RankedComponent ranked : ranking.components()) {
            Component one = ranked.component();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("rank", components.size() + 1);
            entry.put("shift", one.shift());
            entry.put("head", one.head());
            entry.put("component", one.component());
            entry.put("share", one.share());
            entry.put("energy", one.energy());
            Map<String, Object> overlaps = new LinkedHashMap<>();
            ranked.regions().forEach((name, overlap) -> {
                Map<String, Object> shares = new LinkedHashMap<>();
                shares.put("dice", overlap.dice());
                shares.put("inside", overlap.inside());
                overlaps.put(name, shares);
            });
            entry.put("regions", overlaps);
            if (components.size() < files.size()) {
                entry.put("file", files.get(components.size()).getFileName().toString());
            }
            components.add(entry);
        }
        tree.put("components", components);
        return tree;
    }
}
