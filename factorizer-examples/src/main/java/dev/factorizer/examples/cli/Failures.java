package dev.factorizer.examples.cli;

import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.examples.wiring.UnknownNameException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; with {@code --debug} also where. */
final class Failures implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String message = failure instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched)
                : lowerFirst(failure.getMessage());
        report(message + "; see \"" + command.getCommandSpec().qualifiedName() + " --help\"");
        return Program.MISUSED;
    }

    private static String unmatched(UnmatchedArgumentException unmatched) {
        boolean command = !unmatched.isUnknownOption() && !unmatched.getCommandLine().getSubcommands().isEmpty();
        String kind = command ? "command" : unmatched.isUnknownOption() ? "option" : "argument";
        String suggestions = String.join(" or ", unmatched.getSuggestions());
        return "there is no " + kind + " \"" + unmatched.getUnmatched().getFirst() + "\""
                + (suggestions.isEmpty() ? "" : "; did you mean " + suggestions + "?");
    }

    @Override
    public int handleExecutionException(Exception cause, CommandLine command, ParseResult parsed) {
        return handle(cause, command);
    }

    int handle(Throwable cause, CommandLine command) {
        report(explanation(cause));
        FactorizerCommand root = (FactorizerCommand) command.getCommandSpec().root().userObject();
        if (root.options().debug()) {
            cause.printStackTrace(terminal.err());
        }
        return cause instanceof UnknownNameException ? Program.MISUSED : Program.FAILED;
    }

    private void report(String message) {
        terminal.out().flush();
        terminal.err().println("factorizer: " + message.strip());
        terminal.err().flush();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() || text.length() > 1 && Character.isUpperCase(text.charAt(1)) ? text
                : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /** Most exceptions say themselves what is wrong; those of the file system only name the file. */
    private static String explanation(Throwable cause) {
        String reason = cause.getMessage() == null ? "" : cause.getMessage();
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + ": " + (missing.getReason() == null
                    ? "no such file or folder, expected an existing one" : missing.getReason());
            case AccessDeniedException denied -> denied.getFile() + ": access denied; change its permissions or choose another";
            case FileAlreadyExistsException file -> file.getFile() + ": is there already and is no folder; choose another";
            case FileSystemException broken -> broken.getFile() + ": " + (broken.getReason() == null ? "cannot be used"
                    : broken.getReason());
            case OutOfMemoryError full -> String.format(Locale.ROOT, "out of memory (%s), Java's heap may have %,d MB; give it"
                    + " more by FACTORIZER_JAVA_OPTIONS=-Xmx8g, or use smaller images", reason,
                    Runtime.getRuntime().maxMemory() >> 20);
            case LinkageError damaged -> damaged + "; the program's files changed while it ran or are incomplete, expected"
                    + " those of one build; call it again";
            case Exception known when !reason.isBlank() && !(known instanceof NullPointerException) -> reason;
            default -> cause.getClass().getSimpleName() + (reason.isBlank() ? "" : ": " + reason)
                    + "; this is a mistake in the program, --debug shows where";
        };
    }
}
