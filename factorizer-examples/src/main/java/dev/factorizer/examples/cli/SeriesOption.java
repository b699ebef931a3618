package dev.factorizer.examples.cli;

import dev.factorizer.io.images.ScanFiles;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which series of a DICOM folder or archive is meant. */
final class SeriesOption {
    @Option(names = "--series", paramLabel = "NAME", arity = "1..*",
            description = "Where an input is a folder or archive with several DICOM series: which one, by SeriesInstanceUID, the beginning"
                    + " of that, or SeriesNumber. One name for each such input, or several for a single one, whose series then are"
                    + " the channels. Without it, several are listed.")
    private List<String> names = List.of();

    /** Filled by picocli. */
    SeriesOption() { }

    /** The scan with this choice. */
    ScanFiles of(List<Path> files) {
        return new ScanFiles(files, names);
    }
}
