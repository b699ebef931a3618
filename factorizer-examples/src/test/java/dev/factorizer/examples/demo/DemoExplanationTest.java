package dev.factorizer.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.bundles.TrainedModel;
import dev.factorizer.models.explanation.Ablation;
import dev.factorizer.models.explanation.ComparedRegions;
import dev.factorizer.models.explanation.ComponentFiles;
import dev.factorizer.models.explanation.ComponentOrder;
import dev.factorizer.models.explanation.Explainer;
import dev.factorizer.models.truth.LabeledCase;
import dev.factorizer.models.variants.Variant;
import dev.factorizer.models.variants.VariantEvaluation;
import dev.factorizer.models.variants.VariantScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the network of a demonstration sees, and what it is without its factorization, with little of everything. */
class DemoExplanationTest {
    private static final DemoSettings TINY = new DemoSettings(32, List.of(8, 16, 32), 3, 2, 4e-3, 1e-2, 2, 1);

    @TempDir
    private Path folder;

    @Test
    void mapsOfEveryDecoderStageAddUpAndVariantsAreMeasured() throws IOException {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        try (Backend backend = Backends.named("jvm"); Interruption interruption = new Interruption()) {
            new Demo(TINY, 5, CompileOptions.DEFAULT, new Terminal(nowhere, nowhere, false), interruption).run(backend, folder);
            TrainedModel model = TrainedModel.read(folder.resolve("lesions.bundle"));
            addUp(Explainer.of(model, backend), model);
            measure(model, backend);
        }
    }

    private void addUp(Explainer explainer, TrainedModel model) throws IOException {
        Path head = folder.resolve("case-01/head.nii.gz");
        List<String> layers = explainer.layers("decoder");
        assertEquals(List.of("decoder.blocks.0.block.blocks.0.fact", "decoder.blocks.1.block.blocks.0.fact"), layers);
        ComponentFiles.Source source = new ComponentFiles.Source(explainer, model.provenance(), ScanFiles.of(List.of(head)), List.of(), folder, 1000,
                ComponentOrder.ENERGY);
        for (String layer : layers) {
            ComponentFiles written = ComponentFiles.write(source, Volumes.read(head), ComparedRegions.ofTruth(Map.of()), layer,
                    progress -> { });
            Volume reconstruction = Volumes.read(folder.resolve("head_" + layer + "_reconstruction.nii.gz"));
            float[] sum = new float[reconstruction.voxels().length];
            for (Path file : written.files()) {
                float[] map = Volumes.read(file).voxels();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += map[i];
                }
            }
            double largest = 0;
            double furthest = 0;
            for (int i = 0; i < sum.length; i++) {
                largest = Math.max(largest, reconstruction.voxels()[i]);
                furthest = Math.max(furthest, Math.abs(sum[i] - reconstruction.voxels()[i]));
            }
            assertTrue(largest > 0 && furthest <= 1e-5 * largest, layer + ": off by " + furthest + " of " + largest);
        }
    }

    private void measure(TrainedModel model, Backend backend) throws IOException {
        List<LabeledCase> cases = IntStream.rangeClosed(1, TINY.unseen()).mapToObj(i -> folder.resolve("case-0" + i))
                .map(one -> new LabeledCase(one.toString(), List.of(one.resolve("head.nii.gz")), one.resolve("head_truth.nii.gz")))
                .toList();
        List<Variant> variants = new ArrayList<>(List.of(Variant.asTrained(model), Variant.withIterations(model, 0)));
        Arrays.stream(Ablation.values()).forEach(ablation -> variants.add(Variant.ablated(model, ablation)));
        List<VariantScore> scores = VariantEvaluation.on(backend).run(variants, cases);
        assertEquals(List.of("T = 5", "T = 0", "identity", "rank-0", "no-iterations"),
                scores.stream().map(score -> score.variant().name()).toList());
        assertEquals(List.of(TINY.withLesions()), scores.stream().map(score -> score.regions().getFirst().cases()).distinct().toList());
        assertEquals(scores.get(1).regions(), scores.get(4).regions(), "no iterations are T = 0");
    }
}
