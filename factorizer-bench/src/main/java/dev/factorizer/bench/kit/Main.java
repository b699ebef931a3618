package dev.factorizer.bench.kit;

import dev.factorizer.bench.augmentation.AugmentationShare;
import dev.factorizer.bench.preprocessing.TimePreprocessing;
import dev.factorizer.bench.report.ReportCommand;
import dev.factorizer.bench.scripts.ExportScripts;
import dev.factorizer.bench.surfaces.TimeSurfaces;
import dev.factorizer.bench.volume.LargeVolume;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is no JMH benchmark, as one program: the kit's part in Java, large volumes, preprocessing, augmentation and surfaces. */
@Command(name = "kit", mixinStandardHelpOptions = true, description = "Measures what is no JMH benchmark.",
        subcommands = {AugmentationShare.class, ExportScripts.class, LargeVolume.class, ReportCommand.class, TimePreprocessing.class,
            TimeSurfaces.class})
public final class Main {
    private Main() { }

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments {@code augmentation}, {@code export-scripts}, {@code large-volume}, {@code report}, {@code preprocessing} or
     *        {@code surfaces}, and its options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("kit: " + (failure.getMessage() == null ? failure : failure.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
