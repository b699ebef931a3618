package dev.factorizer.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A recipe is a file to be edited, so one that is there isn't replaced unless that is said. */
final class ForceOption {
    @Option(names = "--force", description = "Replace the file that --output names if it is there.")
    private boolean force;

    /** Refuses a file that is there and could have been edited. */
    void requireNew(Path output) throws IOException {
        // Pipes and devices such as /dev/stdout hold nothing.
        if (!force && Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(output + ": is there already and may have been edited; name another file, or give --force to replace it");
        }
    }
}
