package dev.factorizer.examples.cli;

import dev.factorizer.io.images.ScanFiles;
import dev.factorizer.models.prediction.PredictionGroup;
import dev.factorizer.models.prediction.PredictionJob;
import dev.factorizer.models.prediction.Predictor;
import dev.factorizer.models.prediction.ResultNames;
import dev.factorizer.models.prediction.ScanFolder;
import dev.factorizer.models.runs.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The scans of a command: one, those in a folder, or those of a data set. */
final class ScanOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "0..*", paramLabel = "SCAN", description = "The scan: one image for each channel, in the order the model was trained"
            + " with, or one that holds all channels. DICOM is a folder, a zip or tar archive, or the files of one series. Or a single folder"
            + " of scans: each image in it is one, but CASE_0000, CASE_0001 … are the channels of a case.")
    private List<Path> scans = List.of();

    @Option(names = "--input", paramLabel = "FILE", arity = "1..*", description = "The same, behind an option.")
    private List<Path> inputs = List.of();

    @Mixin
    private SeriesOption series;

    @Mixin
    private CaseListOptions cases;

    @Mixin
    private DataOptions data;

    /** Filled by picocli. */
    ScanOptions() { }

    /** Refuses, before anything is read, what makes no sense. A scan behind several models was taken for one of them. */
    void check(InputFiles files, int models) {
        if (!scans.isEmpty() && !inputs.isEmpty()) {
            throw new ParameterException(command.commandLine(), "found the scan " + scans.getFirst() + " and --input, expected one of them");
        }
        if (!scans.isEmpty()) {
            inputs = scans;
        }
        inputs.forEach(input -> files.with("--input", input));
        cases.data().ifPresent(place -> files.with("--cases", place));
        if (inputs.isEmpty() == cases.data().isEmpty()) {
            throw new ParameterException(command.commandLine(), inputs.isEmpty() ? "found no scan, expected files, a folder of them, or --cases"
                    + (models > 1 ? "; scans stand before --model, which takes all names behind it" : "")
                    : "found --input and --cases, expected one of them");
        }
    }

    /** Whether there is a single scan: what is wrong with it ends the command. */
    boolean isSingle() throws IOException {
        return cases.data().isEmpty() && !isFolderOfScans();
    }

    private boolean isFolderOfScans() throws IOException {
        return inputs.size() == 1 && Files.isDirectory(inputs.getFirst()) && !ScanFolder.of(inputs.getFirst()).images().isEmpty();
    }

    /** The scans for models of some channels. */
    List<PredictionJob> jobs(int channels) throws IOException {
        if (cases.data().isPresent()) {
            return PredictionJob.of(cases.read(data).cases(), cases.resampled());
        }
        List<PredictionJob> jobs = isFolderOfScans() ? PredictionJob.in(inputs.getFirst(), channels) : List.of(single(series.of(inputs)));
        return cases.resampled() ? jobs.stream().map(PredictionJob::withResampling).toList() : jobs;
    }

    /** Of the data set, for each fold of a run that is asked for the cases that its model hasn't seen. */
    List<PredictionGroup> groups(RunFolder run) throws IOException {
        Path place = cases.data().orElseThrow(() -> new ParameterException(command.commandLine(),
                "--run: found no --cases, expected the data set that was trained on"));
        return PredictionGroup.outOfFold(run, data.read(place, run.splits()), cases::isAsked, cases.resampled());
    }

    private static PredictionJob single(ScanFiles scan) {
        String name = ResultNames.of(scan.files().getFirst());
        return new PredictionJob(name, scan, Predictor.stem(Path.of(""), scan).toString());
    }
}
