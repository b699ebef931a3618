package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.LabeledCases;
import dev.factorizer.models.evaluation.LabeledCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cases whose truth is known: named one by one, or those of a data set. */
final class LabeledCaseOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private CaseOptions single;

    @Mixin
    private CaseListOptions list;

    @Mixin
    private DataOptions data;

    /** Filled by picocli. */
    LabeledCaseOptions() { }

    /**
     * All cases.
     *
     * @param bundle the model that they are for; missing files are reported together with it
     */
    List<LabeledCase> cases(Path bundle) throws IOException {
        InputFiles files = new InputFiles().with("--model", bundle);
        List<LabeledCase> labeled = new ArrayList<>(single.cases());
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
