package dev.factorizer.examples.cli;

import dev.factorizer.api.backend.Backend;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.Folds;
import dev.factorizer.models.planning.PlanBudget;
import dev.factorizer.models.planning.Planner;
import dev.factorizer.models.planning.ProposedNetwork;
import dev.factorizer.models.recipes.FoldSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a training may take, and what is not left to the plan. */
final class PlanOptions {
    private static final int MOST_FOLDS = 100;
    private static final double SECONDS_OF_MINUTE = 60;
    /** Ten years. */
    private static final double MOST_MINUTES = 5_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Duration> time = Optional.empty();
    private ProposedNetwork network = ProposedNetwork.usual();
    private int folds = 5;
    private double secondsPerStep;

    @Option(names = "--seed", paramLabel = "N", description = "What folds and the training are drawn from. Default: 12345 for folds, as"
            + " nnU-Net, and 0 for the training.")
    private Integer seed;

    /** Filled by picocli. */
    PlanOptions() { }

    /** What {@code --network} may name. */
    static final class Networks implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    private static List<String> names() {
        return Arrays.stream(ProposedNetwork.values()).map(ProposedNetwork::kind).toList();
    }

    @Option(names = "--memory", paramLabel = "SIZE", converter = ByteSize.class, description = "The most memory the training may take, the"
            + " whole process, such as 8G or 900M. Default: three quarters of what the backend has.")
    private Long memory;

    @Option(names = "--minutes", paramLabel = "N", description = "How long the training of a fold may take. Default: 10,000 updates, as long"
            + " as they take.")
    void minutes(double number) {
        if (!(number > 0 && number <= MOST_MINUTES)) {
            throw new ParameterException(command.commandLine(), "--minutes " + number + ": expected more than 0, at most "
                    + (long) MOST_MINUTES);
        }
        time = Optional.of(Duration.ofMillis(Math.max(1, (long) (number * SECONDS_OF_MINUTE * 1000))));
    }

    @Option(names = "--network", paramLabel = "KIND", completionCandidates = Networks.class, description = "What is trained:"
            + " ${COMPLETION-CANDIDATES}. Default: dynUNet, which reaches most in a short time.")
    void network(String kind) {
        network = Arrays.stream(ProposedNetwork.values()).filter(one -> one.kind().equals(kind)).findFirst()
                .orElseThrow(() -> new ParameterException(command.commandLine(), "--network " + kind + ": there is no such network, expected"
                + " one of " + String.join(", ", names()) + Suggestion.of(kind, names())));
    }

    @Option(names = "--folds", paramLabel = "N", description = "Into how many folds cases are divided, if the data set doesn't do so."
            + " Default: 5, or as many as there are subjects.")
    void folds(int number) {
        if (number < 2 || number > MOST_FOLDS) {
            throw new ParameterException(command.commandLine(), "--folds " + number + ": expected 2 to " + MOST_FOLDS);
        }
        folds = number;
    }

    @Option(names = "--seconds-per-step", paramLabel = "N", description = "How long an update takes, in place of timing some: for a plan that"
            + " doesn't depend on the machine.")
    void secondsPerStep(double number) {
        if (!(number > 0 && Double.isFinite(number))) {
            throw new ParameterException(command.commandLine(), "--seconds-per-step " + number + ": expected a number above 0");
        }
        secondsPerStep = number;
    }

    /** The planner for a data set, on a backend. */
    Planner planner(DataReport report, Backend backend) {
        Planner planner = Planner.of(report).withNetwork(network).on(backend)
                .withFolds(new FoldSettings(folds, seed == null ? Folds.NNUNET_SEED : seed))
                .withSeed(seed == null ? 0 : seed);
        PlanBudget usual = PlanBudget.of(backend);
        planner = planner.withBudget(new PlanBudget(memory == null ? usual.bytes() : memory, time));
        return secondsPerStep == 0 ? planner : planner.withClock(_ -> secondsPerStep);
    }
}
