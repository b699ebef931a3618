package dev.factorizer.io.datalist;

import dev.factorizer.io.files.Printable;
import java.nio.file.Path;

/** Something that is wrong with a data set: one sentence on one line, which names the file. */
public sealed interface Problem {
    /** {@return what kind it is} */
    ProblemKind kind();

    /** {@return the case; empty if it is about the data set} */
    String caseId();

    /** {@return what, where, what was expected and found, and what to do} */
    String sentence();

    /**
     * Nothing good will come of the data set with it.
     *
     * @param kind what kind it is
     * @param caseId the case; empty if it is about the data set
     * @param sentence what is wrong
     */
    record Fault(ProblemKind kind, String caseId, String sentence) implements Problem {
        /** Makes the sentence printable. */
        public Fault {
            sentence = Printable.of(sentence);
        }
    }

    /**
     * It may be meant.
     *
     * @param kind what kind it is
     * @param caseId the case; empty if it is about the data set
     * @param sentence what was seen
     */
    record Warning(ProblemKind kind, String caseId, String sentence) implements Problem {
        /** Makes the sentence printable. */
        public Warning {
            sentence = Printable.of(sentence);
        }
    }

    /**
     * {@return a fault of a file}
     *
     * @param kind what kind it is
     * @param caseId the case; empty if it is about the data set
     * @param file the file
     * @param problem what is wrong with it
     */
    static Problem fault(ProblemKind kind, String caseId, Path file, String problem) {
        return new Fault(kind, caseId, file + ": " + problem);
    }

    /**
     * {@return a warning about a file}
     *
     * @param kind what kind it is
     * @param caseId the case; empty if it is about the data set
     * @param file the file
     * @param problem what was seen
     */
    static Problem warning(ProblemKind kind, String caseId, Path file, String problem) {
        return new Warning(kind, caseId, file + ": " + problem);
    }
}
