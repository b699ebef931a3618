package dev.factorizer.examples.demo;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factorizer.io.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a demonstration found. The same settings and seed give the same one, whatever the number of threads.
 *
 * @param settings how much was done
 * @param seed of heads and start values
 * @param backend that computed
 * @param losses of the steps
 * @param scores of the unseen heads
 */
record DemoResult(DemoSettings settings, long seed, String backend, LossCurve losses, List<CaseScore> scores) {
    /** Copies the list. */
    DemoResult {
        scores = List.copyOf(scores);
    }

    /** {@return the mean Dice over the heads with lesions, between 0 and 1} */
    double meanDice() {
        return CaseScore.meanDice(scores);
    }

    /**
     * Writes everything as JSON.
     *
     * @param file the file
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode root = json.createObjectNode();
        root.put("note", "one head with simulated lesions; not a clinical result");
        root.put("seed", seed);
        root.put("backend", backend);
        root.put("steps", settings.steps());
        root.put("batch", settings.batch());
        root.put("meanDiceOfHeadsWithLesions", meanDice());
        ArrayNode cases = root.putArray("cases");
        for (CaseScore score : scores) {
            ObjectNode node = cases.addObject();
            node.put("name", score.name());
            node.put("lesionVoxels", score.lesionVoxels());
            node.put("predictedVoxels", score.predictedVoxels());
            if (score.hasLesion()) {
                node.put("dice", score.dice());
            }
        }
        ArrayNode curve = root.putArray("losses");
        losses.losses().forEach(curve::add);
        byte[] text = json.writeValueAsBytes(root);
        AtomicFile.write(file, out -> out.write(text));
    }
}
