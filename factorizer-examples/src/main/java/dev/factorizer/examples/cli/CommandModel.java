package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine;

/** All commands with all their options as data, for what is made of them: completion, manual pages, forms. */
public final class CommandModel {
    private CommandModel() { }

    /** {@return the program with all commands, to be read and not to be run: what they print goes nowhere} */
    public static CommandLine whole() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, false);
        return FactorizerCommand.whole(new CommandFactory(terminal, new Interruption(), new Results(terminal)));
    }
}
