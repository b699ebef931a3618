package dev.factorizer.examples.cli;

import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.models.truth.LabeledCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Labeled cases as options name them: what stands before a {@code --truth} are the images that belong to it. */
final class CaseOptions {
    private final List<LabeledCase> cases = new ArrayList<>();
    private final List<Path> images = new ArrayList<>();
    private final List<String> series = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    CaseOptions() { }

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", parameterConsumer = Files.class,
            description = "A scan: one image for each channel, in the order the model was trained with, or one that holds all channels;"
                    + " DICOM is a folder, a zip or tar archive, or the files of one series. Give --input and --truth again for each further case.")
    void images(List<Path> files) {
        images.addAll(files);
    }

    @Option(names = "--series", paramLabel = "NAME", arity = "1..*", parameterConsumer = Names.class,
            description = "Where the scan before it is a folder or archive with several DICOM series: which one, by SeriesInstanceUID,"
                    + " the beginning of that, or SeriesNumber.")
    void series(List<String> names) {
        series.addAll(names);
    }

    @Option(names = "--truth", paramLabel = "FILE", arity = "1", parameterConsumer = Files.class,
            description = "What should be found in the scan before it, on the same grid: a map of labels, or a channel for each region.")
    void truth(List<Path> files) {
        if (files.size() > 1 || images.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--truth " + files.getFirst() + ": found " + (files.size() > 1
                    ? files.size() + " files, expected one with all regions" : "no --input that belongs to it, expected one before it"));
        }
        cases.add(new LabeledCase(name(images.getFirst()), new ScanFiles(images, series), files.getFirst()));
        images.clear();
        series.clear();
    }

    private static String name(Path scan) {
        Path last = scan.getFileName();
        return last == null ? scan.toString() : last.toString();
    }

    /** The cases in the order they were named. */
    List<LabeledCase> cases() {
        if (!images.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--input " + images.getFirst()
                    + ": found no --truth that belongs to it, expected one behind it");
        }
        return cases;
    }

    /** Takes the values of one option: picocli itself would put those of all into one list. */
    private abstract static class Values<T> implements IParameterConsumer {
        abstract T value(String text);

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            List<T> values = new ArrayList<>();
            while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
                String text = arguments.pop();
                try {
                    values.add(value(text));
                } catch (TypeConversionException e) {
                    throw new ParameterException(command.commandLine(), name(option) + " \"" + text + "\": " + e.getMessage(), e);
                }
            }
            if (values.isEmpty()) {
                throw new ParameterException(command.commandLine(), name(option) + ": found no " + option.paramLabel().toLowerCase(Locale.ROOT)
                        + ", expected one behind it");
            }
            option.setValue(values);
        }

        private static String name(ArgSpec option) {
            return ((OptionSpec) option).longestName();
        }
    }

    /** Files. */
    static final class Files extends Values<Path> {
        /** Made by Guice. */
        Files() { }

        @Override
        Path value(String text) {
            return Explanation.path(text);
        }
    }

    /** Names. */
    static final class Names extends Values<String> {
        /** Made by Guice. */
        Names() { }

        @Override
        String value(String text) {
            return text;
        }
    }
}
