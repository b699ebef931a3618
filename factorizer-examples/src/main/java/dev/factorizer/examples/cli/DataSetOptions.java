package dev.factorizer.examples.cli;

import dev.factorizer.io.datalist.DataList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A data set by position or behind an option, with what it alone doesn't say. */
class DataSetOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "0..1", paramLabel = "DATA", description = "The data set: a folder or a list in JSON; the same as --cases.")
    private Path position;

    @Mixin
    private DataOptions options;

    /** Filled by picocli. */
    DataSetOptions() { }

    /** Where it is; empty if it wasn't named. */
    Optional<Path> place() {
        if (position != null && options.place().isPresent()) {
            throw new ParameterException(command.commandLine(), "found " + position + " and --cases, expected one of them");
        }
        return Optional.ofNullable(position).or(options::place);
    }

    /** Where it is, of a command that is nothing without one. */
    Path required() {
        return place().orElseThrow(() -> new ParameterException(command.commandLine(), "found no data set, expected one by position or"
                + " behind --cases"));
    }

    /** Reads it. */
    DataList read() throws IOException {
        return options.read(required());
    }

    /** What reads it and others in the same way. */
    DataOptions options() {
        return options;
    }

    /** All files that were read of it, or will be: none of them may be written over. */
    List<Path> files(DataList list) {
        return options.files(list);
    }
}
