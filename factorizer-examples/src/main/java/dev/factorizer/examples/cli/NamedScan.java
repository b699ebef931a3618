package dev.factorizer.examples.cli;

import dev.factorizer.io.images.ScanFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A scan by position or behind an option, and which series of it is meant. */
final class NamedScan {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "SCAN", description = "The scan: one image for each channel, in the order the model was trained"
            + " with, or one that holds all channels. DICOM is a folder, a zip or tar archive, or the files of one series.")
    private List<Path> scans = List.of();

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", description = "The same as SCAN, behind an option.")
    private List<Path> inputs = List.of();

    @Option(names = "--series", paramLabel = "NAME", arity = "1..*",
            description = "Where an input is a folder or archive with several DICOM series: which one, by SeriesInstanceUID, the beginning"
                    + " of that, or SeriesNumber. One name for each such input, or several for a single one, whose series then are"
                    + " the channels. Without it, several are listed.")
    private List<String> series = List.of();

    /** Filled by picocli. */
    NamedScan() { }

    /** Its files; none if it wasn't named. */
    List<Path> files() {
        if (!scans.isEmpty() && !inputs.isEmpty()) {
            throw new ParameterException(command.commandLine(), "found the scan " + scans.getFirst() + " and --input, expected one of them");
        }
        return scans.isEmpty() ? inputs : scans;
    }

    /** The files with the chosen series. */
    ScanFiles scan() {
        return new ScanFiles(files(), series);
    }
}
