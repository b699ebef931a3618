package dev.factorizer.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import picocli.CommandLine.TypeConversionException;

/** What an exception means to a user who doesn't know the code: most say it themselves, others only name a file or a class. */
final class Explanation {
    private static final String MORE_FILES = "too many files are open at the same time for this process; allow more, for example by"
            + " \"ulimit -n 1024\", and call it again";

    /** What Java reads names of files in: it follows from the locale, and nothing else can change it. */
    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");

    /** What Java makes of bytes that it can't read; the file of that name is another one. */
    private static final char UNKNOWN = '\ufffd';

    private Explanation() { }

    /** A path as picocli is to read it. */
    static Path path(String text) {
        // An empty name stands for the working folder, which is never meant: a variable was not set.
        if (text.isBlank()) {
            throw new TypeConversionException("it is empty, expected the name of a file or folder");
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(unreadable(e, ENCODING).orElse(e.getMessage()));
        }
        if (text.indexOf(UNKNOWN) >= 0 && Files.notExists(path)) {
            throw new TypeConversionException("\"" + text + "\" has bytes that are no letters in " + ENCODING + ", so Java can't"
                    + " name that file; rename it, or set LC_ALL to the locale in which it was named");
        }
        return path;
    }

    /** A number as picocli is to read it. */
    static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number" + (text.contains(",") ? " with a decimal point" : ""));
        }
    }

    /** A whole number as picocli is to read it. */
    static long wholeNumber(String text, long least, long most) {
        try {
            BigInteger number = new BigInteger(text);
            if (number.equals(number.max(BigInteger.valueOf(least)).min(BigInteger.valueOf(most)))) {
                return number.longValue();
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number");
        }
        throw new TypeConversionException("'" + text + "' is too large a number");
    }

    static String of(Throwable cause) {
        return surroundings(cause, ENCODING).orElseGet(() -> said(cause));
    }

    /**
     * What is wrong with the process rather than with what it was asked to do, if that is the cause.
     *
     * @param cause what was thrown
     * @param encoding what Java reads names of files in
     * @return the sentence
     */
    static Optional<String> surroundings(Throwable cause, String encoding) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof InvalidPathException path && unreadable(path, encoding).isPresent()) {
                return unreadable(path, encoding);
            }
            if (one instanceof IOException && String.valueOf(one.getMessage()).contains("Too many open files")) {
                return Optional.of(MORE_FILES);
            }
        }
        return (cause instanceof IOException || cause instanceof LinkageError) && noFileOpens() ? Optional.of(MORE_FILES)
                : Optional.empty();
    }

    /** What to do about a name with letters that Java doesn't know in this locale, if that is what is wrong with it. */
    static Optional<String> unreadable(InvalidPathException path, String encoding) {
        return isUtf8(encoding) || path.getInput().chars().allMatch(letter -> letter < 0x80) ? Optional.empty()
                : Optional.of("\"" + path.getInput() + "\" has letters that Java can't read here, where names of files are in "
                        + encoding + "; set LC_ALL=C.UTF-8, or another locale with UTF-8, before Java starts, as the script"
                        + " \"factorizer\" does");
    }

    private static boolean isUtf8(String encoding) {
        return Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
    }

    /** Where classes can't be read, the error only names the class. A file that is there whenever Java runs tells why. */
    private static boolean noFileOpens() {
        Path release = Path.of(System.getProperty("java.home"), "release");
        if (!Files.isReadable(release)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(release)) {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static String said(Throwable cause) {
        String reason = cause.getMessage() == null ? "" : cause.getMessage();
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + ": " + (missing.getReason() == null
                    ? "no such file or folder, expected an existing one" : missing.getReason());
            case AccessDeniedException denied -> denied.getFile() + ": access denied; change its permissions or choose another";
            case FileAlreadyExistsException file -> file.getFile() + ": is there already and is no folder; choose another";
            case FileSystemException broken -> broken.getFile() + ": " + (broken.getReason() == null ? "cannot be used"
                    : broken.getReason());
            case LargeImagesException images -> memory(images.getCause(), ", or " + images.remedy());
            case OutOfMemoryError full -> memory(full, "");
            // Only the cause says what was wrong.
            case ExceptionInInitializerError first when first.getCause() != null -> said(first.getCause());
            case ServiceConfigurationError broken -> reason + (broken.getCause() == null ? "" : ": " + broken.getCause())
                    + "; correct the module that provides it, or take it off the module path";
            case LinkageError damaged -> damaged + "; the program's files changed while it ran or are incomplete, expected"
                    + " those of one build; call it again";
            case Exception known when !reason.isBlank() && !(known instanceof NullPointerException) -> reason;
            default -> cause.getClass().getSimpleName() + (reason.isBlank() ? "" : ": " + reason)
                    + "; this is a mistake in the program, --debug shows where";
        };
    }

    /** Not every lack of memory is one of the heap: buffers and threads are outside of it. */
    private static String memory(Throwable full, String otherwise) {
        String reason = String.valueOf(full.getMessage());
        if (!reason.contains("heap") && !reason.contains("GC overhead")) {
            return "out of memory (" + reason + "); end other programs, or use a machine with more" + otherwise;
        }
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return String.format(Locale.ROOT, "out of memory (%s), Java's heap may have %,d MB; give it more, for example by"
                + " FACTORIZER_JAVA_OPTIONS=-Xmx%dg%s", reason, megabytes, Math.max(1, 2 * megabytes >> 10), otherwise);
    }
}
