package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;

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
        String script = CommandModel.completion();
        terminal.out().print(script);
        results.put("script", script);
    }
}
