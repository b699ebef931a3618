package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.demo.Demo;
import dev.factorizer.examples.demo.DemoSettings;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a small network within minutes and shows what it finds. */
@Command(name = "demo", header = "Trains a small network within minutes and shows what it finds.",
        description = {"", "A small Swin Factorizer learns to outline bright lesions that are simulated in a real head, and is"
                + " then tested on heads it has not seen. It writes a model bundle for \"predict\", the image, truth and"
                + " prediction of each unseen case, a picture and the scores. The last line is the mean Dice. One head with"
                + " simulated lesions is not a clinical result.",
            "The same seed gives the same numbers in every run, whatever the number of threads."},
        footer = {"  factorizer demo", "  factorizer demo --short --output /tmp/demo",
            "  factorizer predict --model factorizer-demo/lesions.bundle \\",
            "      --input factorizer-demo/case-01/head.nii.gz --output out"})
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Option(names = "--short", description = "About a minute: fewer steps and heads, so a lower Dice.")
    private boolean brief;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", showDefaultValue = Visibility.ALWAYS,
            description = "Which heads, and which initial weights.")
    private long seed;

    @Option(names = "--output", paramLabel = "DIR", defaultValue = "factorizer-demo", showDefaultValue = Visibility.ALWAYS,
            description = "Where results go; files of an earlier demonstration are replaced.")
    private Path output;

    @Mixin
    private MatmulPrecisionOption products;

    @Mixin
    private FusionOption fusion;

    @Inject
    DemoCommand(Terminal terminal, BackendSource backends, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.backends = backends;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        interruption.listen();
        try (Backend backend = backends.open()) {
            Demo demo = new Demo(brief ? DemoSettings.brief() : DemoSettings.whole(), seed, options, terminal, interruption);
            results.putAll(demo.run(backend, output).tree()).written(output);
        }
        return CommandLineProgram.DONE;
    }
}
