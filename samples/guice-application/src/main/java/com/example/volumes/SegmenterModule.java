package com.example.volumes;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.Backends;
import dev.factorizer.models.inference.Segmenter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** One backend and one segmenter for all of the application, opened when they are first needed. */
final class SegmenterModule extends AbstractModule {
    private final Path bundle;

    SegmenterModule(Path bundle) {
        this.bundle = bundle;
    }

    @Provides
    @Singleton
    Backend backend() {
        return Backends.best();
    }

    @Provides
    @Singleton
    Segmenter segmenter(Backend backend) throws IOException {
        return Segmenter.open(bundle, backend);
    }
}
