package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.LabeledCases;
import dev.factorizer.models.evaluation.LabeledCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Labelled cases for a model, however options name them.
 *
 * @param cases one by one
 * @param list as a data set
 * @param data what the data set doesn't say
 * @param command whose options these are
 */
record LabeledCaseFiles(CaseOptions cases, CaseListOptions list, DataOptions data, CommandSpec command) {
    /** Finds the cases; the model's file only has to be there. */
    List<LabeledCase> read(Path bundle) throws IOException {
        InputFiles files = new InputFiles().with("--model", bundle);
        List<LabeledCase> labeled = new ArrayList<>(cases.cases());
        for (LabeledCase one : labeled) {
            one.images().forEach(image -> files.with("--input", image));
            files.with("--truth", one.truth());
        }
        list.data().ifPresent(place -> files.with("--cases", place));
        files.require();
        if (list.data().isPresent()) {
            labeled.addAll(new LabeledCases(list.read(data)).cases(list.resampled()));
        }
        if (labeled.isEmpty()) {
            throw new ParameterException(command.commandLine(), "found no case, expected --input with --truth, or --cases");
        }
        return list.resampled() ? labeled.stream().map(one -> new LabeledCase(one.name(), one.scan().withResampling(), one.truth())).toList()
                : labeled;
    }
}
