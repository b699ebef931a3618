package com.example.volumes;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.models.inference.Segmenter;
import java.io.IOException;
import java.nio.file.Path;

/** Arguments: BUNDLE SCAN. */
public final class Main {
    private Main() { }

    public static void main(String[] arguments) throws IOException {
        Injector injector = Guice.createInjector(new SegmenterModule(Path.of(arguments[0])));
        // Guice closes nothing: who makes the injector does, the segmenter before its backend.
        try (Backend _ = injector.getInstance(Backend.class); Segmenter _ = injector.getInstance(Segmenter.class)) {
            injector.getInstance(VolumeReport.class).of(Path.of(arguments[1]))
                    .forEach((region, milliliters) -> System.out.printf("%s: %.2f ml%n", region, milliliters));
        }
    }
}
