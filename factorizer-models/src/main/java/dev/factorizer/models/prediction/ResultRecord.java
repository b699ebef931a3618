package dev.factorizer.models.prediction;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import dev.factorizer.io.images.ScanFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The provenance of a result, kept beside it as JSON: which files it comes from, what the model says of itself, and what was
 * to be warned of. Folders are left out, so that the same files give the same record wherever they lie.
 *
 * @param inputs the scan's files, in the order of the channels
 * @param models what each model says of itself
 * @param outputs the files that were written with it
 * @param warnings what was against the format in the inputs and how it was taken
 */
public record ResultRecord(ScanFiles inputs, List<Map<String, Object>> models, List<Path> outputs, List<String> warnings) {
    /** Copies the lists. */
    public ResultRecord {
        models = List.copyOf(models);
        outputs = List.copyOf(outputs);
        warnings = List.copyOf(warnings);
    }

    /**
     * {@return the record as the content of a file}
     *
     * @param more what else there is to say of the result
     */
    public AtomicFile.Content content(Map<String, Object> more) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("inputs", names(inputs.files()));
        if (!inputs.series().isEmpty()) {
            tree.put("series", inputs.series());
        }
        tree.put("outputs", names(outputs));
        tree.put(models.size() == 1 ? "model" : "models", models.size() == 1 ? models.getFirst() : models);
        tree.putAll(more);
        tree.put("warnings", warnings);
        byte[] text = JsonTree.text(tree);
        return out -> out.write(text);
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(ResultNames::last).toList();
    }
}
