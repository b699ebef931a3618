package dev.factorizer.examples.cli;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code factorizer}, which only holds the others. */
@Command(name = "factorizer", scope = ScopeType.INHERIT, mixinStandardHelpOptions = true,
        versionProvider = ModuleVersion.class, sortOptions = false, usageHelpAutoWidth = true,
        abbreviateSynopsis = true, synopsisSubcommandLabel = "COMMAND",
        header = "Segments 3-D medical images with networks that factorize matrices.",
        optionListHeading = "%nOptions:%n", parameterListHeading = "%nParameters:%n", commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success, also of a training that Ctrl-C or a file STOP ended", "1:failure; standard error says why", "2:usage error"},
        footerHeading = "%nExamples:%n",
        footer = {"  factorizer demo", "  factorizer plan data --output recipe.yaml --minutes 60",
            "  factorizer train data --recipe recipe.yaml --output run --fold 0",
            "  factorizer predict --model run/fold_0/best.bundle --cases data --fold 0 --output predictions",
            "  factorizer evaluate predictions --cases data --fold 0 --output evaluation",
            "  factorizer report evaluation --cases data --run run/fold_0 --output report.html", "",
            "\"factorizer COMMAND --help\" describes a command."})
final class FactorizerCommand implements Runnable {
    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(DemoCommand.class, PlanCommand.class, RecipeCommand.class,
            TrainCommand.class, PredictCommand.class, EvaluateCommand.class, ReportCommand.class, ExplainCommand.class,
            SweepIterationsCommand.class, AblationCommand.class, CalibrateCommand.class, CheckCommand.class, ImportCommand.class,
            ExportCommand.class, DevicesCommand.class, VerifyCommand.class, BenchCommand.class, CompletionCommand.class);

    @Spec
    private CommandSpec command;

    @Mixin
    private GlobalOptions options;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing, expected one of "
                + String.join(", ", command.subcommands().keySet()));
    }

    /**
     * The command with the others in it.
     *
     * @param factory makes them
     * @param arguments what the user typed: of commands that don't occur in it, there is only what the help lists, since most of the
     *     time before a command begins would go into the options of the others
     * @return what understands the arguments
     */
    static CommandLine with(CommandLine.IFactory factory, String... arguments) {
        return with(factory, List.of(arguments)::contains);
    }

    /**
     * The same with all options of all commands.
     *
     * @param factory makes them
     * @return all that there is
     */
    static CommandLine whole(CommandLine.IFactory factory) {
        return with(factory, name -> true);
    }

    private static CommandLine with(CommandLine.IFactory factory, Predicate<String> wanted) {
        CommandLine program = settled(FactorizerCommand.class, factory);
        for (Class<?> type : COMMANDS) {
            Command command = type.getAnnotation(Command.class);
            program.addSubcommand(wanted.test(command.name()) ? settled(type, factory) : new CommandLine(
                    CommandSpec.create().name(command.name()).usageMessage(new UsageMessageSpec().header(command.header()))));
        }
        return program;
    }

    /** Java gives the methods of a class in any order, so options that are methods come last, by name: help is the same each time. */
    private static CommandLine settled(Class<?> type, CommandLine.IFactory factory) {
        CommandLine made = new CommandLine(type, factory);
        CommandSpec spec = made.getCommandSpec();
        List<OptionSpec> methods = spec.options().stream().filter(option -> option.userObject() instanceof Method)
                .sorted(Comparator.comparing(OptionSpec::longestName)).toList();
        methods.forEach(spec::remove);
        methods.forEach(spec::addOption);
        return made;
    }

    GlobalOptions options() {
        return options;
    }
}
