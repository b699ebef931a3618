package dev.factorizer.examples.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.nifti.NiftiImage;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.explanation.Component;
import dev.factorizer.models.explanation.ComponentMaps;
import dev.factorizer.models.explanation.Explainer;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.prediction.ResultNames;
import dev.factorizer.models.prediction.ResultRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param maps the components
 * @param files a file for each of the first components
 * @param record the JSON file
 */
public record ComponentFiles(ComponentMaps maps, List<Path> files, Path record) {
    private static final JsonMapper JSON = new JsonMapper();

    /** Copies the list. */
    public ComponentFiles {
        files = List.copyOf(files);
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
     */
    public record Source(Explainer explainer, Map<String, Object> provenance, ScanFiles inputs, List<Path> model, Path folder,
            int most) {
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
            AtomicFile.requireWritable(layers.stream().flatMap(layer -> Stream.of(reconstruction(layer), record(layer))).toList(), read());
        }

        private List<Path> read() {
            return Stream.of(inputs.files().stream(), inputs.files().stream().flatMap(ResultNames::partner), model.stream())
                    .flatMap(files -> files).toList();
        }

        private Path file(String layer, String what) {
            // A layer may have any name.
            return folder.resolve(ResultNames.of(inputs.files().getFirst()) + "_" + layer.replaceAll("[^\\p{Alnum}._-]", "-") + "_" + what);
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
     * layer are replaced, also where they have other names.
     *
     * @param source where they come from and go
     * @param scan the scan that was read from the files
     * @param layer the layer's whole name
     * @param listener told after each window
     * @return what was written
     * @throws IOException if a file can't be written, or would be written over what is read
     */
    public static ComponentFiles write(Source source, Volume scan, String layer, Consumer<Progress> listener) throws IOException {
        ComponentMaps maps = source.explainer().components(scan, layer, listener);
        int count = Math.min(source.most(), maps.components().size());
        int digits = Integer.toString(maps.components().size()).length();
        Map<Path, Supplier<Volume>> images = new LinkedHashMap<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Component one = maps.components().get(i);
            files.add(source.file(layer, String.format(Locale.ROOT, "%0" + digits + "d_shift%d_head%d_component%d.nii.gz", i + 1,
                    one.shift(), one.head(), one.component())));
            images.put(files.getLast(), () -> maps.map(one));
        }
        images.put(source.reconstruction(layer), maps::reconstruction);
        Path record = source.record(layer);
        List<AtomicFile.Content> contents = new ArrayList<>();
        images.forEach((file, volume) -> contents.add(NiftiImage.content(file, () -> Volumes.image(volume.get()))));
        contents.add(new ResultRecord(source.inputs(), List.of(source.provenance()), List.copyOf(images.keySet()), scan.warnings())
                .content(tree(maps, files, source.reconstruction(layer))));
        List<Path> all = Stream.concat(images.keySet().stream(), Stream.of(record)).toList();
        AtomicFile.requireWritable(all, source.read());
        List<Path> earlier = source.earlier(layer);
        AtomicFile.writeAll(all, contents);
        for (Path file : earlier) {
            if (!all.contains(file)) {
                Files.deleteIfExists(file);
            }
        }
        return new ComponentFiles(maps, files, record);
    }

    private static Map<String, Object> tree(ComponentMaps maps, List<Path> files, Path reconstruction) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", maps.layer());
        tree.put("shifts", maps.shifts());
        tree.put("reconstruction", reconstruction.getFileName().toString());
        List<Map<String, Object>> components = new ArrayList<>();
        for (int i = 0; i < maps.components().size(); i++) {
            Component one = maps.components().get(i);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("rank", i + 1);
            entry.put("shift", one.shift());
            entry.put("head", one.head());
            entry.put("component", one.component());
            entry.put("share", one.share());
            if (i < files.size()) {
                entry.put("file", files.get(i).getFileName().toString());
            }
            components.add(entry);
        }
        tree.put("components", components);
        return tree;
    }
}
