package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Suggestion;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.examples.wiring.UnknownNameException;
import dev.factorizer.io.files.MalformedFileException;
import dev.factorizer.io.files.MismatchException;
import dev.factorizer.io.files.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; with {@code --debug} also where. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    /** Loaded before they are needed: where no file can be opened any more, no class can be read either. */
    private static final List<Class<?>> READY = List.of(Explanation.class, LargeImagesException.class, Printable.class,
            MalformedFileException.class, MismatchException.class, StartScript.class, UnknownNameException.class);

    private final Terminal terminal;
    private final Results results;
    private String command = "factorizer";

    Failures(Terminal terminal, Results results) {
        this.terminal = terminal;
        this.results = results;
    }

    Results results() {
        return results;
    }

    /** The name of the command that was recognized; that of the program if none was. */
    String command() {
        return command;
    }

    /** Takes the name of what is about to run. */
    void recognized(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        command = last.commandSpec().name();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine used = failure.getCommandLine();
        command = used.getCommandName();
        String message = switch (failure) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, arguments);
            // What seems to be missing may be there, mistyped.
            case MissingParameterException missing when !unknownOptions(used, arguments).isEmpty() ->
                unknown(used, unknownOptions(used, arguments));
            default -> lowerFirst(failure.getMessage());
        };
        results.fail(Printable.of(message.strip() + "; see \"" + used.getCommandSpec().qualifiedName() + " --help\""));
        return CommandLineProgram.MISUSED;
    }

    private static String unmatched(UnmatchedArgumentException unmatched, String[] arguments) {
        CommandLine command = unmatched.getCommandLine();
        String first = unmatched.getUnmatched().stream().findFirst().orElse("");
        List<String> options = unknownOptions(command, arguments);
        // Options that stand behind a mistyped command may be right.
        if (!command.getSubcommands().isEmpty() && (options.isEmpty() || !first.isEmpty() && !first.startsWith("-"))) {
            return "there is no command \"" + first + "\"" + Suggestion.of(first, command.getSubcommands().keySet());
        }
        return options.isEmpty() ? "there is no argument \"" + first + "\"" : unknown(command, options);
    }

    /** Arguments that look like options and are none of the command. */
    private static List<String> unknownOptions(CommandLine command, String[] arguments) {
        return Stream.of(arguments).takeWhile(argument -> !argument.equals("--"))
                .filter(argument -> argument.matches("--?\\p{L}.*")).map(argument -> argument.replaceFirst("=.*", ""))
                .filter(option -> !command.getCommandSpec().optionsMap().containsKey(option)).distinct().toList();
    }

    private static String unknown(CommandLine command, List<String> options) {
        return options.stream().map(option -> "there is no option \"" + option + "\""
                + Suggestion.of(option, command.getCommandSpec().optionsMap().keySet())).collect(Collectors.joining("; "));
    }

    @Override
    public int handleExecutionException(Exception cause, CommandLine failed, ParseResult parsed) {
        return handle(cause, ((FactorizerCommand) failed.getCommandSpec().root().userObject()).options().debug());
    }

    int handle(Throwable cause, boolean debug) {
        String message = Explanation.of(cause);
        // These two have escaped what files say, and may list it line by line.
        boolean printable = cause instanceof MalformedFileException || cause instanceof MismatchException;
        results.fail(printable && message.equals(cause.getMessage()) ? message : Printable.of(message.strip()));
        if (debug) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(line -> terminal.err().println(line.startsWith("\t")
                    ? "\t" + Printable.of(line.strip()) : Printable.of(line)));
        }
        return cause instanceof UnknownNameException ? CommandLineProgram.MISUSED : CommandLineProgram.FAILED;
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() || text.length() > 1 && Character.isUpperCase(text.charAt(1)) ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
