package dev.factorizer.examples.cli;

import dev.factorizer.examples.evaluate.LabeledCases;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.models.bundles.ModelRecipe;
import dev.factorizer.models.inference.Progress;
import dev.factorizer.models.truth.LabeledCase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Cases whose truth is known: named one by one, or those of a data set. */
final class LabeledCaseOptions {
    private final List<Path> read = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private CaseOptions single;

    @Mixin
    private CaseListOptions list;

    @Mixin
    private DataSetOptions data;

    /** Filled by picocli. */
    LabeledCaseOptions() { }

    /**
     * Looks for what was named.
     *
     * @param bundle the model that the cases are for; missing files are reported together with it
     */
    void require(Path bundle) throws IOException {
        InputFiles files = new InputFiles().with("--model", bundle);
        List<LabeledCase> named = single.cases();
        for (LabeledCase one : named) {
            one.images().forEach(image -> files.with("--input", image));
            files.with("--truth", one.truth());
        }
        data.place().ifPresentOrElse(place -> files.with("--cases", place), list::requireNoFold);
        files.require();
        if (named.isEmpty() && data.place().isEmpty()) {
            throw new ParameterException(command.commandLine(), "found no case, expected a data set, or --input with --truth");
        }
    }

    /**
     * All cases. Those of a data set are read once, so that all that is wrong with them is said before a network runs.
     *
     * @param recipe the model that they are for
     * @param checked told after each case of a data set
     */
    List<LabeledCase> cases(ModelRecipe recipe, Consumer<Progress> checked) throws IOException {
        List<LabeledCase> labeled = new ArrayList<>(single.cases());
        if (data.place().isPresent()) {
            DataList all = list.read(data.required(), data.options());
            read.addAll(data.files(all));
            labeled.addAll(new LabeledCases(all).cases(recipe, list.resampled(),
                    (done, total) -> checked.accept(new Progress(done, total))));
        }
        return list.resampled() ? labeled.stream().map(one -> new LabeledCase(one.name(), one.scan().withResampling(), one.truth())).toList()
                : labeled;
    }

    /** All files that were read to find the cases, and their own. */
    List<Path> read(List<LabeledCase> labeled) {
        return Stream.concat(read.stream(), labeled.stream().flatMap(one -> Stream.concat(one.images().stream(), Stream.of(one.truth()))))
                .toList();
    }
}
