package dev.factorizer.examples.demo;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.pictures.MissingFontsException;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.ProgressDisplay;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.inference.Segmenter;
import dev.factorizer.models.prediction.Predictor;
import dev.factorizer.models.prediction.WrittenSegmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demonstration: trains a network on simulated heads, writes it as a model bundle, and segments heads it has not seen
 * from their files, the way the command {@code predict} does.
 *
 * @param settings how much is done
 * @param seed of heads and initial weights
 * @param options of the programs that train and segment
 * @param terminal where progress and scores are shown
 * @param interruption how the user stops it
 */
public record Demo(DemoSettings settings, long seed, CompileOptions options, Terminal terminal, Interruption interruption) {
    /**
     * Does everything; the last line printed is the mean Dice.
     *
     * @param backend where to compute
     * @param folder where results are written; made if missing
     * @return losses and scores
     * @throws IOException if something can't be written
     * @throws dev.factorizer.api.backend.BackendException if the backend does not support the precision of products
     * @throws java.util.concurrent.CancellationException if the user stops it
     */
    public DemoResult run(Backend backend, Path folder) throws IOException {
        backend.require(options);
        OutputFolder output = OutputFolder.open(folder);
        HeadSimulator simulator = new HeadSimulator(Head.load(), settings.size());
        say("Training a Swin Factorizer on %d simulated heads of %d voxels a side (%s), seed %d.",
                settings.steps() * settings.batch(), settings.size(), backend.device().description(), seed);
        DemoTraining training = train(simulator, backend);
        new TrainedModel(settings.recipe(), training.weights(), provenance(backend)).write(output.bundle());
        say("Segmenting %d heads it has not seen.", settings.unseen());
        List<CaseScore> scores = new ArrayList<>();
        List<LesionSlice> slices = new ArrayList<>();
        try (Segmenter segmenter = Segmenter.of(TrainedModel.read(output.bundle()), backend, options)) {
            for (int i = 0; i < settings.unseen(); i++) {
                interruption.check();
                SimulatedHead head = simulator.simulate(seed, HeadSimulator.Purpose.UNSEEN, i, i < settings.withLesions());
                float[] prediction = segment(segmenter, head, output.head(i));
                scores.add(CaseScore.of(OutputFolder.name(i), head, prediction));
                slices.add(new LesionSlice(head, prediction));
                say("%s", scores.getLast());
            }
        }
        DemoResult result = new DemoResult(settings, seed, backend.name(), training.losses(), scores);
        result.write(output.result());
        draw(new Picture(scores, slices, training.losses()), output.picture());
        say("Written to %s: the model bundle %s, each case's image, truth and prediction, %s, %s.", Printable.of(output.root()),
                output.bundle().getFileName(), output.picture().getFileName(), output.result().getFileName());
        say("One head with simulated lesions shows that everything works together; it is not a clinical result.");
        say("mean Dice %.3f", result.meanDice());
        return result;
    }

    private DemoTraining train(HeadSimulator simulator, Backend backend) {
        try (ProgressDisplay display = new ProgressDisplay(terminal, "Training", "step", settings.steps())) {
            return DemoTraining.run(settings, seed, simulator, backend, options, display, interruption);
        }
    }

    /** From file to file, so that what is judged is what a user would get. */
    private static float[] segment(Segmenter segmenter, SimulatedHead head, Path folder) throws IOException {
        Path image = HeadData.write(head, folder);
        WrittenSegmentation prediction = Predictor.of(segmenter).predict(ScanFiles.of(List.of(image)), folder.resolve("head"), plan -> { },
                progress -> { });
        return Volumes.read(prediction.labels()).voxels();
    }

    /** A machine without fonts can do everything else. */
    private void draw(Picture picture, Path file) throws IOException {
        try {
            picture.write(file);
        } catch (MissingFontsException e) {
            terminal.err().println("factorizer: the picture " + Printable.of(file) + " was left out: " + e.getMessage());
        }
    }

    private Map<String, Object> provenance(Backend backend) {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("madeBy", "factorizer demo");
        provenance.put("note", "one head with simulated lesions; not for clinical use");
        provenance.put("seed", seed);
        provenance.put("steps", settings.steps());
        provenance.put("batch", settings.batch());
        provenance.put("backend", backend.name());
        provenance.put("matmulPrecision", options.matmulPrecision().toString());
        return provenance;
    }

    private void say(String format, Object... values) {
        terminal.out().printf(Locale.ROOT, format + "%n", values);
        terminal.out().flush();
    }
}
