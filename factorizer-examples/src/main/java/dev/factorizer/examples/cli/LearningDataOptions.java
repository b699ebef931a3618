package dev.factorizer.examples.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A data set to learn from. */
final class LearningDataOptions extends DataSetOptions {
    /** Filled by picocli. */
    LearningDataOptions() { }

    @Option(names = "--unlabeled", paramLabel = "FILE", description = "Which labels were not looked for in some of the cases, in JSON:"
            + " {\"case_03\": [\"edema\"], \"case_08\": [\"edema\", \"core\"]}. Default: unlabeled.json beside the data set, else what its"
            + " list says.")
    void unlabeled(Path file) {
        options().unlabeled(file);
    }
}
