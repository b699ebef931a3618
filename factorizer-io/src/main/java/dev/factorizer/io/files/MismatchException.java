package dev.factorizer.io.files;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several entries are not as they should be: a sentence on one line, then a line for each of them. Only here a message has
 * lines; what a file says can't make any.
 */
public final class MismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final String ENTRY = "\n  ";

    /**
     * An exception about entries.
     *
     * @param sentence what they should be; without an end
     * @param entries what is wrong with each
     */
    public MismatchException(String sentence, List<String> entries) {
        super(Printable.of(sentence) + ":" + entries.stream().map(entry -> ENTRY + Printable.of(entry))
                .collect(Collectors.joining()));
    }

    private MismatchException(String message, MismatchException cause) {
        super(message, cause);
    }

    /**
     * The same about a file.
     *
     * @param file where the entries are
     * @param hint what could help, as a last line; empty if nothing is known
     * @return another exception, with this one as its cause
     */
    public MismatchException in(Path file, String hint) {
        return new MismatchException(Printable.of(file) + ": " + getMessage() + (hint.isEmpty() ? "" : ENTRY + Printable.of(hint)),
                this);
    }
}
