package dev.factorizer.examples.cli;

import dev.factorizer.models.evaluation.LabeledCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Labelled cases as options name them: what stands before a {@code --truth} are the images that belong to it. */
final class CaseOptions {
    private final List<LabeledCase> cases = new ArrayList<>();
    private final List<Path> images = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Filled by picocli. */
    CaseOptions() { }

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", parameterConsumer = Files.class,
            description = "A scan's images: one for each channel, in the order the model was trained with, or one that holds all"
                    + " channels. Give --input and --truth again for each further case.")
    void images(List<Path> files) {
        images.addAll(files);
    }

    @Option(names = "--truth", paramLabel = "FILE", arity = "1", parameterConsumer = Files.class,
            description = "What should be found in the scan before it, on the same grid: a map of labels, or a channel for each region.")
    void truth(List<Path> files) {
        if (files.size() > 1 || images.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--truth " + files.getFirst() + ": found " + (files.size() > 1
                    ? files.size() + " files, expected one with all regions" : "no --input that belongs to it, expected one before it"));
        }
        cases.add(new LabeledCase(images.getFirst().getFileName().toString(), images, files.getFirst()));
        images.clear();
    }

    /** The cases in the order they were named. */
    List<LabeledCase> cases() {
        if (!images.isEmpty()) {
            throw new ParameterException(command.commandLine(), "--input " + images.getFirst()
                    + ": found no --truth that belongs to it, expected one behind it");
        }
        return cases;
    }

    /** Takes the files of one option: picocli itself would put those of all into one list. */
    static final class Files implements IParameterConsumer {
        /** Made by Guice. */
        Files() { }

        @Override
        public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            List<Path> files = new ArrayList<>();
            while (!arguments.isEmpty() && !arguments.peek().startsWith("-")) {
                String name = arguments.pop();
                try {
                    files.add(Explanation.path(name));
                } catch (TypeConversionException e) {
                    throw new ParameterException(command.commandLine(), name(option) + " \"" + name + "\": " + e.getMessage(), e);
                }
            }
            if (files.isEmpty()) {
                throw new ParameterException(command.commandLine(), name(option) + ": found no file, expected one behind it");
            }
            option.setValue(files);
        }

        private static String name(ArgSpec option) {
            return ((OptionSpec) option).longestName();
        }
    }
}
