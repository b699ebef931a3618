package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.api.backend.CompileOptions;
import dev.factorizer.examples.demo.Demo;
import dev.factorizer.examples.demo.DemoSettings;
import dev.factorizer.examples.demo.HeadData;
import dev.factorizer.examples.wiring.BackendSource;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.files.Printable;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Trains a small network within minutes and shows what it finds. */
@Command(name = "demo", header = "Trains a small network within minutes and shows what it finds.",
        description = {"", "A small Swin Factorizer learns to outline bright lesions that are simulated in a real head, and is"
                + " then tested on heads it has not seen. It writes a model bundle for \"predict\", the image, truth and"
                + " prediction of each unseen case, a picture and the scores. The last line is the mean Dice. One head with"
                + " simulated lesions is not a clinical result.",
            "The same seed gives the same numbers in every run, whatever the number of threads."},
        footer = {"  factorizer demo", "  factorizer demo --short --output /tmp/demo",
            "  factorizer demo --heads 20 --output heads",
            "  factorizer predict factorizer-demo/case-01/head.nii.gz \\",
            "      --model factorizer-demo/lesions.bundle --output out"})
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final BackendSource backends;
    private final Interruption interruption;
    private final Results results;

    @Spec
    private CommandSpec command;

    @Option(names = "--short", description = "About a minute: fewer steps and heads, so a lower Dice.")
    private boolean brief;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", showDefaultValue = Visibility.ALWAYS,
            description = "Which heads, and which initial weights.")
    private long seed;

    @Option(names = "--heads", paramLabel = "N", converter = HeadCount.class, description = "Train nothing: write so many simulated heads and"
            + " their truth, as a data set for \"plan\" and \"train\".")
    private Integer heads;

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

    /** How many heads. */
    static final class HeadCount implements ITypeConverter<Integer> {
        /** Filled by picocli. */
        HeadCount() { }

        @Override
        public Integer convert(String value) {
            if (!value.matches("[1-9][0-9]{0,3}")) {
                throw new TypeConversionException("'" + value + "' is no number of heads, expected a whole number from 1 to 9999");
            }
            return Integer.valueOf(value);
        }
    }

    @Override
    public Integer call() throws IOException {
        interruption.listen();
        if (heads != null) {
            if (brief) {
                throw new ParameterException(command.commandLine(), "--short: nothing is trained with --heads, expected one of the two");
            }
            new HeadData(seed, interruption).write(heads, output);
            terminal.out().printf(Locale.ROOT, "written: %d simulated heads and their truth, %s%n", heads, Printable.of(output));
            results.put("caseCount", heads).written(output);
            return CommandLineProgram.DONE;
        }
        CompileOptions options = CompileOptions.DEFAULT.withMatmulPrecision(products.precision()).withFusion(fusion.fusion());
        try (Backend backend = backends.open()) {
            Demo demo = new Demo(brief ? DemoSettings.brief() : DemoSettings.whole(), seed, options, terminal, interruption);
            results.putAll(demo.run(backend, output).tree()).written(output);
        }
        return CommandLineProgram.DONE;
    }
}
