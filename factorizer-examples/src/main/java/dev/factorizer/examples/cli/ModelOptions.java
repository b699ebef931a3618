package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.io.bundle.ModelBundle;
import dev.factorizer.models.bundles.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that look into one trained model: which, and how its programs are made. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "BUNDLE", required = true,
            description = "A model bundle: a folder or a zip file, made by \"train\", \"demo\" or \"import\".")
    private Path bundle;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    /** Filled by picocli. */
    ModelOptions() { }

    Path bundle() {
        return bundle;
    }

    /** The files of the bundle, which nothing may be written over. */
    List<Path> files() throws IOException {
        return ModelBundle.files(bundle);
    }

    TrainedModel read() throws IOException {
        return TrainedModel.read(bundle);
    }

    CompileOptions programs() {
        return CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
    }
}
