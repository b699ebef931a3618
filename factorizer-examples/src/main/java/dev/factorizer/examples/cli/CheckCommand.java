package dev.factorizer.examples.cli;

import dev.factorizer.examples.data.DataSummary;
import dev.factorizer.examples.data.DataTree;
import dev.factorizer.examples.wiring.Interruption;
import dev.factorizer.examples.wiring.Results;
import dev.factorizer.examples.wiring.Terminal;
import dev.factorizer.io.datacheck.DataCheck;
import dev.factorizer.io.datacheck.DataReport;
import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.Problem;
import dev.factorizer.io.files.Printable;
import dev.factorizer.models.inference.Progress;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at all files of a data set. */
@Command(name = "check", header = "Looks at all files of a data set, and lists what is wrong.",
        description = {"", "The form of the data set is recognized: lists of the Medical Segmentation Decathlon and MONAI, nnU-Net"
                + " folders, the layouts of BraTS and ISLES, BIDS, pairs of folders, or images alone. Each file is read once. Printed are"
                + " the cases, channels, labels and folds, what the images are like, and all problems together: missing and damaged files,"
                + " grids that differ, unknown labels, voxels that are no numbers, constant images, and cases on both sides of a fold."},
        footer = {"  factorizer check Task04_Hippocampus", "  factorizer check datalist.json --base data --output check.json",
            "  factorizer check BraTS2023 --datalist datalist.json --folds 5 --stratify 3",
            "  factorizer check isles22 --channels dwi,adc,flair --quick"})
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Interruption interruption;
    private final Results results;

    @Mixin
    private LearningDataOptions data;

    @Mixin
    private FoldOptions folds;

    @Option(names = "--quick", description = "Read only headers: files, grids and channels, but no voxels.")
    private boolean quick;

    @Option(names = "--strict", description = "Warnings are failures, too.")
    private boolean strict;

    @Option(names = "--output", paramLabel = "FILE", description = "Also write everything that was found to this file, in JSON.")
    private Path output;

    @Inject
    CheckCommand(Terminal terminal, Interruption interruption, Results results) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.results = results;
    }

    @Override
    public Integer call() throws IOException {
        folds.check(quick);
        DataList list = data.read();
        JsonFile.check("--output", output, data.files(list));
        folds.check(data.files(list), output);
        interruption.listen();
        DataReport report = run(list);
        new DataSummary(report).lines().forEach(terminal.out()::println);
        Map<String, Object> tree = new DataTree(report).tree();
        results.putAll(tree);
        if (output != null) {
            JsonFile.write(output, tree);
            written(output);
        }
        int wrong = report.faults().size() + (strict ? report.warnings().size() : 0);
        if (wrong > 0) {
            List<Problem> found = report.faults().isEmpty() ? report.warnings() : report.faults();
            results.fail(Printable.of(data.required()) + ": " + wrong
                    + (wrong == 1 ? " problem was found: " : " problems were found, the first one: ") + found.getFirst().sentence());
        } else {
            folds.write(report).ifPresent(this::written);
        }
        return wrong > 0 ? CommandLineProgram.FAILED : CommandLineProgram.DONE;
    }

    private void written(Path file) {
        terminal.out().println("written: " + Printable.of(file));
        results.written(file);
    }

    private DataReport run(DataList list) {
        DataCheck check = quick ? DataCheck.of(list).headersOnly() : DataCheck.of(list);
        try (TaskProgress cases = new TaskProgress(terminal, interruption, "Checking", "case")) {
            return check.run((done, total) -> cases.accept(new Progress(done, total)));
        }
    }
}
