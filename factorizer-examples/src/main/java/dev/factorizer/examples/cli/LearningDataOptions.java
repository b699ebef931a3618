package dev.factorizer.examples.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say what a data set to learn from alone doesn't. */
final class LearningDataOptions extends DataOptions {
    /** Filled by picocli. */
    LearningDataOptions() { }

    @Option(names = "--unlabeled", paramLabel = "FILE", description = "Which labels were not looked for in some of the cases, in JSON:"
            + " {\"case_03\": [\"edema\"], \"case_08\": [\"edema\", \"core\"]}. Default: unlabeled.json beside the data set, else what its"
            + " list says.")
    void unlabeled(Path file) {
        unlabeledFile(file);
    }
}
