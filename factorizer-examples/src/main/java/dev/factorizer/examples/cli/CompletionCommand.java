package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import jakarta.inject.Inject;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints what teaches a shell the commands and options. */
@Command(name = "completion", header = "Prints a script that completes commands and options in bash and zsh.",
        description = {"", "With it, the shell completes commands, options, and the values of those that have a fixed set, when the tab key"
                + " is pressed. Load it in the shell's start file. In zsh, load bash's completion first: autoload -U +X bashcompinit &&"
                + " bashcompinit."},
        footer = {"  source <(factorizer completion)"})
final class CompletionCommand implements Runnable {
    private final Terminal terminal;
    private final Results results;

    @Inject
    CompletionCommand(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    @Override
    public void run() {
        CommandLine whole = CommandModel.whole();
        whole.getSubcommands().values().forEach(command -> tellApart(command.getCommandSpec()));
        String script = AutoComplete.bash("factorizer", whole);
        terminal.out().print(script);
        results.put("script", script);
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
