package dev.factorizer.examples.predict;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.SegmentationSettings;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The provenance of a result, kept beside it as JSON: which files it comes from, what the model says of itself, and what was
 * to be warned of. Folders are left out, so that the same files give the same record wherever they lie.
 *
 * @param inputs the scan's files, in the order of the channels
 * @param segmenter the models, each with its own provenance
 * @param settings how windows were moved, and of what several models were averaged
 * @param outputs the files that were written with it
 * @param warnings what was against the format in the inputs and how it was taken
 */
record ResultRecord(List<Path> inputs, Segmenter segmenter, SegmentationSettings settings, List<Path> outputs,
        List<String> warnings) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** The record as the content of a file. */
    AtomicFile.Content content() throws IOException {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("inputs", names(inputs));
        tree.put("outputs", names(outputs));
        List<Map<String, Object>> models = segmenter.models().stream().map(TrainedModel::provenance).toList();
        if (models.size() == 1) {
            tree.put("model", models.getFirst());
        } else {
            tree.put("models", models);
            tree.put("ensemble", settings.averaging().name().toLowerCase(Locale.ROOT));
        }
        tree.put("windows", windows());
        tree.put("warnings", warnings);
        byte[] text = JSON.writeValueAsBytes(tree);
        return out -> out.write(text);
    }

    private Map<String, Object> windows() {
        Map<String, Object> windows = new LinkedHashMap<>();
        windows.put("overlap", segmenter.models().stream().map(TrainedModel::recipe)
                .map(recipe -> settings.overlap().orElse(recipe.overlap())).toList());
        windows.put("weights", settings.weights().name().toLowerCase(Locale.ROOT));
        windows.put("flips", settings.flips());
        return windows;
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }
}
