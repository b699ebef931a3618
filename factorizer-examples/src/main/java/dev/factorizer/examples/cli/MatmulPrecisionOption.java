package dev.factorizer.examples.cli;

import dev.factorizer.api.lowering.MatmulPrecision;
import dev.factorizer.examples.wiring.Suggestion;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that run networks: what products are stored in. */
final class MatmulPrecisionOption {
    private MatmulPrecision precision = MatmulPrecision.FLOAT32;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    MatmulPrecisionOption() { }

    @Option(names = "--matmul-precision", paramLabel = "TYPE", description = "What operands and results of matrix products and"
            + " convolutions are stored in: float32, or bfloat16, which has half the bits and 2 to 3 digits and is meant for"
            + " GPUs; \"factorizer devices --verbose\" shows which backend has it. Factorizations stay in float32. Default:"
            + " float32.")
    void precision(String name) {
        precision = Arrays.stream(MatmulPrecision.values()).filter(one -> one.toString().equals(name)).findFirst().orElseThrow(() ->
                new ParameterException(command.commandLine(), "--matmul-precision " + name + ": expected one of "
                        + String.join(", ", names()) + Suggestion.of(name, names())));
    }

    private static List<String> names() {
        return Arrays.stream(MatmulPrecision.values()).map(MatmulPrecision::toString).toList();
    }

    MatmulPrecision precision() {
        return precision;
    }
}
