package com.example.swap;

import module dev.factorizer.models;
import java.io.IOException;
import java.nio.file.Path;

/** Arguments: BUNDLE SCAN TRUTH [BACKEND]. Without a backend it takes that of the property factorizer.backend, else the best one. */
public final class SwapBackends {
    public static void main(String[] arguments) throws IOException {
        for (BackendProvider provider : Backends.providers()) {            // what ServiceLoader found on the module path
            System.out.println("there is " + provider.name() + ": " + provider.availability());
        }
        try (Backend backend = arguments.length > 3 ? Backends.named(arguments[3]) : Backends.best();
             Segmenter segmenter = Segmenter.open(Path.of(arguments[0]), backend)) {
            Volume found = segmenter.segment(Volumes.read(Path.of(arguments[1]))).labels();
            Volume truth = Volumes.readLabels(Path.of(arguments[2]));
            double dice = MetricSet.parse("dice").of(MaskPair.ofLabel(found, truth, 1)).getFirst();
            System.out.printf("%s: Dice %.4f%n", backend.name(), dice);
        }
    }
}
