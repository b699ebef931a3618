package dev.factorizer.examples.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
        exitCodeList = {"0:success", "1:failure; one line on standard error says why", "2:usage error"},
        footerHeading = "%nExamples:%n",
        footer = {"  factorizer demo", "  factorizer predict --model lesions.bundle --input head.nii.gz --output out",
            "  factorizer verify --area factorization,networks", "  factorizer bench --work isles-inference", "",
            "\"factorizer COMMAND --help\" describes a command."},
        subcommands = {DemoCommand.class, PredictCommand.class, ExplainCommand.class, EvaluateCommand.class, ScoreCommand.class,
            CalibrateCommand.class, CheckCommand.class, PlanCommand.class, ImportCommand.class, ExportCommand.class, DevicesCommand.class,
            VerifyCommand.class, BenchCommand.class})
final class FactorizerCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Mixin
    private GlobalOptions options;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing, expected one of "
                + String.join(", ", command.subcommands().keySet()));
    }

    GlobalOptions options() {
        return options;
    }
}
