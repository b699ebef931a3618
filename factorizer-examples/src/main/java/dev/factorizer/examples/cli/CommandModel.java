package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** All commands with all their options as data, for what is made of them: completion, manual pages, forms. */
public final class CommandModel {
    private CommandModel() { }

    /** {@return the program with all commands, to be read and not to be run: what they print goes nowhere} */
    public static CommandLine whole() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal terminal = new Terminal(nowhere, nowhere, false);
        return FactorizerCommand.whole(new CommandFactory(terminal, new Interruption(), new Results(terminal)));
    }

    /** {@return a script that teaches bash and zsh to complete the commands, their options and values} */
    public static String completion() {
        CommandLine whole = whole();
        whole.getSubcommands().values().forEach(command -> tellApart(command.getCommandSpec()));
        return AutoComplete.bash("factorizer", whole);
    }

    /** In the script a list of values has the name of the option's label, which several options of a command may share. */
    private static void tellApart(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.completionCandidates() != null && !option.inherited()) {
                command.remove(option);
                command.addOption(option.toBuilder().paramLabel(option.longestName().replaceAll("\\W", "_")).build());
            }
        }
    }
}
