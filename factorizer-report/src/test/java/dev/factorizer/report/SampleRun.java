package dev.factorizer.report;

import dev.factorizer.io.datalist.CasePart;
import dev.factorizer.io.datalist.DataCase;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.evaluation.EvaluationResult;
import dev.factorizer.models.evaluation.LabelComparison;
import dev.factorizer.models.evaluation.LabelPair;
import dev.factorizer.models.evaluation.LabelRegion;
import dev.factorizer.models.metrics.MetricSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Made heads with lesions of two regions, predictions that are more wrong from case to case, a training and component maps: as files. */
final class SampleRun {
    static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final Grid GRID = new Grid(40, 48, 32, Affine.of(-2, 0, 0, 39, 0, 2, 0, -47, 0, 0, 2.5, -40, 0, 0, 0, 1));

    private final Path folder;
    private final List<LabelPair> pairs = new ArrayList<>();
    private final List<DataCase> images = new ArrayList<>();

    private SampleRun(Path folder) {
        this.folder = folder;
    }

    /** Some cases; the second one is called as nobody should call a case, the third has no lesion. */
    static SampleRun in(Path folder, int cases) throws IOException {
        SampleRun run = new SampleRun(folder);
        for (String part : List.of("images", "labels", "predictions", "run/fold_0", "maps")) {
            Files.createDirectories(folder.resolve(part));
        }
        for (int i = 0; i < cases; i++) {
            run.add(i, i == 1 ? HOSTILE : String.format(Locale.ROOT, "head-%02d", i + 1));
        }
        run.writeTraining();
        return run;
    }

    private static double noise(int voxel, int seed) {
        long mixed = (voxel * 0x9E3779B97F4A7C15L + seed) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 29) * 0x94D049BB133111EBL;
        return (mixed >>> 40) / (double) (1 << 24);
    }

    /** Distance from the middle of an ellipsoid, 1 on its surface; in mm, RAS. */
    private static double ellipsoid(double[] at, double x, double y, double z, double a, double b, double c) {
        return Math.sqrt(Math.pow((at[0] - x) / a, 2) + Math.pow((at[1] - y) / b, 2) + Math.pow((at[2] - z) / c, 2));
    }

    private void add(int number, String name) throws IOException {
        int voxels = GRID.voxels();
        float[] image = new float[voxels];
        float[] truth = new float[voxels];
        float[] found = new float[voxels];
        float[] probabilities = new float[2 * voxels];
        float[] entropy = new float[voxels];
        boolean empty = number == 2;
        double shift = number * 0.8;
        for (int i = 0; i < voxels; i++) {
            double[] at = GRID.affine().apply(i / GRID.z() / GRID.y(), i / GRID.z() % GRID.y(), i % GRID.z());
            double head = ellipsoid(at, 0, 0, 0, 36, 44, 36);
            double lesion = ellipsoid(at, 14, 12, 4, 10, 9, 8);
            double guess = ellipsoid(at, 14 - shift, 12, 4, 10, 9, 8);
            image[i] = (float) (head > 1 ? 0 : head > 0.92 ? 900 : 380 + 120 * noise(i, number));
            if (head < 1 && ellipsoid(at, 6, -2, 2, 4, 14, 7) < 1 || ellipsoid(at, -6, -2, 2, 4, 14, 7) < 1) {
                image[i] = 120;
            }
            if (!empty && lesion < 1) {
                image[i] += 260;
                truth[i] = lesion < 0.55 ? 2 : 1;
            }
            double whole = 1 / (1 + Math.exp((guess - 1) * 9));
            double core = 1 / (1 + Math.exp((guess - 0.55) * 9));
            probabilities[i] = head > 1 ? 0 : (float) whole;
            probabilities[voxels + i] = head > 1 ? 0 : (float) core;
            found[i] = head > 1 || whole <= 0.5 ? 0 : core > 0.5 ? 2 : 1;
            entropy[i] = head > 1 ? 0 : (float) (-whole * Math.log(whole) - (1 - whole) * Math.log(1 - whole + 1e-9)) * (1 + number % 5);
        }
        String file = String.format(Locale.ROOT, "head-%02d", number + 1);
        Path picture = folder.resolve("images/" + file + ".nii.gz");
        Path label = folder.resolve("labels/" + file + ".nii.gz");
        Path prediction = folder.resolve("predictions/" + file + "_seg.nii.gz");
        Volumes.write(new Volume(GRID, 1, image), picture);
        Volumes.writeLabels(new Volume(GRID, 1, truth), label);
        Volumes.writeLabels(new Volume(GRID, 1, found), prediction);
        Volumes.write(new Volume(GRID, 2, probabilities), folder.resolve("predictions/" + file + "_probabilities.nii.gz"));
        Volumes.write(new Volume(GRID, 1, entropy), folder.resolve("predictions/" + file + "_entropy.nii.gz"));
        pairs.add(new LabelPair(name, prediction, label));
        images.add(new DataCase(name, name, CasePart.TRAINING, List.of(picture), Optional.of(label), OptionalInt.empty()));
        if (number == 0) {
            writeMaps(file, image);
        }
    }

    private void writeMaps(String file, float[] image) throws IOException {
        StringBuilder components = new StringBuilder();
        for (int rank = 1; rank <= 2; rank++) {
            float[] map = image.clone();
            for (int i = 0; i < map.length; i++) {
                map[i] = rank == 1 ? map[i] / 900 : Math.max(0, 1 - Math.abs(map[i] - 640) / 200);
            }
            String name = file + "_decoder.blocks.0_" + rank + ".nii.gz";
            Volumes.write(new Volume(GRID, 1, map), folder.resolve("maps").resolve(name));
            components.append(rank > 1 ? "," : "").append("{\"rank\":").append(rank).append(",\"shift\":0,\"head\":1,\"component\":").append(rank + 3)
                    .append(",\"energy\":").append(0.5 / rank).append(",\"regions\":{\"whole\":{\"dice\":0.25,\"inside\":0.5}},\"share\":").append(0.7 / rank).append(",\"file\":\"")
                    .append(name).append("\"}");
        }
        Files.writeString(folder.resolve("maps/" + file + "_decoder.blocks.0_components.json"),
                "{\"inputs\":[\"" + file + ".nii.gz\"],\"layer\":\"decoder.blocks.0\",\"rankedBy\":\"overlap\",\"components\":[" + components + "]}");
    }

    private void writeTraining() throws IOException {
        StringBuilder log = new StringBuilder("{\"event\":\"start\",\"step\":0,\"epoch\":0,\"seconds\":0}\n");
        for (int step = 1; step <= 400; step++) {
            log.append(String.format(Locale.ROOT, "{\"event\":\"step\",\"step\":%d,\"epoch\":%d,\"seconds\":%.1f,\"loss\":%.5f,\"learningRate\":%.6f,"
                    + "\"gradientNorm\":1,\"stepSeconds\":%.4f,\"waitedSeconds\":0.001}%n", step, step / 50, step * 1.31, 1.2 * Math.exp(-step / 150.0)
                    + 0.1 * noise(step, 7), 0.002 * (1 - step / 400.0), 1.25 + 0.1 * noise(step, 8)));
            if (step % 50 == 0) {
                log.append(String.format(Locale.ROOT, "{\"event\":\"epoch\",\"step\":%d,\"epoch\":%d,\"seconds\":%.1f,\"meanLoss\":%.5f,"
                        + "\"memoryBytes\":%d,\"waitedShare\":%.4f}%n", step, step / 50, step * 1.31, 1.2 * Math.exp(-step / 150.0), 1_500_000_000L, 0.012));
                log.append(String.format(Locale.ROOT, "{\"event\":\"validation\",\"step\":%d,\"epoch\":%d,\"seconds\":%.1f,\"meanDice\":%.4f,"
                        + "\"dice\":{\"whole\":%.4f,\"core\":%.4f},\"caseCount\":4}%n", step, step / 50, step * 1.31, 0.8 - 0.6 * Math.exp(-step / 90.0),
                        0.85 - 0.6 * Math.exp(-step / 90.0), 0.75 - 0.6 * Math.exp(-step / 90.0)));
            }
        }
        Files.writeString(folder.resolve("run/fold_0/log.jsonl"), log.append("{\"event\":\"ste"));
        Files.writeString(folder.resolve("run/fold_0/run.json"), "{\"machine\":{\"processors\":2,\"java\":\"25\"},\"seconds\":524.0,"
                + "\"inputs\":[{\"file\":\"head-01.nii.gz\",\"sha256\":\"00ff\"}]}");
        Files.writeString(folder.resolve("run/fold_0/recipe.yaml"), "name: <sample>\nnetwork:\n  widths: [8, 16]\n");
    }

    Path folder() {
        return folder;
    }

    EvaluationResult evaluation() throws IOException {
        return new LabelComparison(pairs).measure(List.of(new LabelRegion("whole", Set.of(1, 2)), new LabelRegion("core & <b>center</b>", Set.of(2))),
                MetricSet.parse("dice,hd95,nsd@2,volume,target-volume,lesion-f1"), progress -> { });
    }

    List<DataCase> images() {
        return images;
    }

    Report report() throws IOException {
        return Report.of(evaluation()).withImages(images).withRun(folder.resolve("run")).withComponents(folder.resolve("maps"));
    }
}
