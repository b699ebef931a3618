package dev.factorizer.examples.demo;

import dev.factorizer.io.files.AtomicFile;
import dev.factorizer.io.files.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a demonstration found. The same settings and seed give the same one, whatever the number of threads.
 *
 * @param settings how much was done
 * @param seed of heads and start values
 * @param backend that computed
 * @param losses of the steps
 * @param scores of the unseen heads
 */
public record DemoResult(DemoSettings settings, long seed, String backend, LossCurve losses, List<CaseScore> scores) {
    /** Copies the list. */
    public DemoResult {
        scores = List.copyOf(scores);
    }

    /** {@return the mean Dice over the heads with lesions, between 0 and 1} */
    public double meanDice() {
        return CaseScore.meanDice(scores);
    }

    /** {@return everything, as maps, lists and simple values} */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("note", "one head with simulated lesions; not a clinical result");
        tree.put("seed", seed);
        tree.put("backend", backend);
        tree.put("steps", settings.steps());
        tree.put("batch", settings.batch());
        tree.put("meanDiceOfHeadsWithLesions", meanDice());
        tree.put("cases", scores.stream().map(DemoResult::tree).toList());
        tree.put("losses", losses.losses());
        return tree;
    }

    private static Map<String, Object> tree(CaseScore score) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", score.name());
        tree.put("lesionVoxels", score.lesionVoxels());
        tree.put("predictedVoxels", score.predictedVoxels());
        tree.put("dice", score.dice());
        return tree;
    }

    /**
     * Writes everything as JSON.
     *
     * @param file the file
     * @throws IOException if it can't be written
     */
    void write(Path file) throws IOException {
        byte[] text = JsonTree.text(tree());
        AtomicFile.write(file, out -> out.write(text));
    }
}
