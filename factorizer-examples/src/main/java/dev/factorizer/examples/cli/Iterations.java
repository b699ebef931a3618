package dev.factorizer.examples.cli;

import dev.factorizer.models.bundles.TrainedModel;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What {@code --iterations} may be. */
final class Iterations {
    private Iterations() { }

    /** A number that some network may take. */
    static int require(int number, CommandSpec command) {
        if (number < 0) {
            throw new ParameterException(command.commandLine(), "--iterations " + number + ": expected 0 or more");
        }
        return number;
    }

    /** A model with that number. */
    static TrainedModel of(TrainedModel model, int number, CommandSpec command) {
        try {
            return model.withIterations(number);
        } catch (IllegalArgumentException e) {
            // The settings' own words name the network and the number once more.
            throw new ParameterException(command.commandLine(), "--iterations " + number + ": "
                    + e.getMessage().replaceFirst("^.*? is -?\\d+, ", ""), e);
        }
    }
}
