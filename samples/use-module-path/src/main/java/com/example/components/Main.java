package com.example.components;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.api.factorization.Factorization;
import dev.factorizer.api.factorization.Solver;
import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.models.explanation.VolumeFactors;
import dev.factorizer.models.inference.Segmentation;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Arguments: OUTPUT [--model BUNDLE] [IMAGE ...]. */
public final class Main {
    private Main() { }

    public static void main(String[] arguments) throws IOException {
        List<String> left = new ArrayList<>(List.of(arguments));
        Path output = Files.createDirectories(Path.of(left.removeFirst()));
        Path model = null;
        if (!left.isEmpty() && left.getFirst().equals("--model")) {
            left.removeFirst();
            model = Path.of(left.removeFirst());
        }
        Volume scan = left.isEmpty() ? Phantom.make() : Volumes.read(left.stream().map(Path::of).toList());
        scan.warnings().forEach(System.err::println);
        try (Backend backend = Backends.best()) {
            System.out.println("backend " + backend.name() + ", scan " + scan);
            components(scan, backend, output);
            if (model != null) {
                segment(scan, backend, model, output);
            }
        }
    }

    private static void components(Volume scan, Backend backend, Path output) throws IOException {
        Factorization nmf = Factorization.of(Solver.HALS).withRank(2).withIterations(50);
        VolumeFactors found = VolumeFactors.of(scan, nmf, 7, backend);
        double[] shares = found.factors().componentShares();
        for (int r = 0; r < found.rank(); r++) {
            Path file = output.resolve("component-" + r + ".nii.gz");
            Volumes.write(found.map(r), file);
            System.out.printf("component %d: share %.3f, written to %s%n", r, shares[r], file.getFileName());
        }
        System.out.printf("relative error %.6f%n", found.factors().relativeError());
    }

    private static void segment(Volume scan, Backend backend, Path model, Path output) throws IOException {
        try (Segmenter segmenter = Segmenter.open(model, backend)) {
            Segmentation found = segmenter.segment(scan);
            Volumes.writeLabels(found.labels(), output.resolve("labels.nii.gz"));
            for (String region : found.regions()) {
                System.out.printf("%s: %.2f ml%n", region, found.millilitersOf(region));
            }
        }
    }
}
