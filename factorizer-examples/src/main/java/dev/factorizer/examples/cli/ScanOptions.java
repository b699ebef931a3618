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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scans of a command: one, those in a folder, or those of a data set. */
final class ScanOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private NamedScan scan;

    @Mixin
    private CaseListOptions cases;

    @Mixin
    private DataOptions data;

    /** Filled by picocli. */
    ScanOptions() { }

    /** Refuses, before anything is read, what makes no sense. A scan behind several models was taken for one of them. */
    void check(InputFiles files, int models) {
        boolean isNamed = !scan.files().isEmpty();
        scan.files().forEach(input -> files.with("--input", input));
        data.place().ifPresentOrElse(place -> files.with("--cases", place), cases::requireNoFold);
        if (isNamed == data.place().isPresent()) {
            throw new ParameterException(command.commandLine(), isNamed ? "found a scan and --cases, expected one of them"
                    : "found no scan, expected files, a folder of them, or --cases"
                    + (models > 1 ? "; scans stand before --model, which takes all names behind it" : ""));
        }
    }

    /** Whether there is a single scan: what is wrong with it ends the command. */
    boolean isSingle() throws IOException {
        return data.place().isEmpty() && !isFolderOfScans();
    }

    private boolean isFolderOfScans() throws IOException {
        List<Path> named = scan.files();
        return named.size() == 1 && Files.isDirectory(named.getFirst()) && !ScanFolder.of(named.getFirst()).images().isEmpty();
    }

    /** The scans for models of some channels. */
    List<PredictionJob> jobs(int channels) throws IOException {
        if (data.place().isPresent()) {
            return PredictionJob.of(cases.read(data.place().get(), data).cases(), cases.resampled());
        }
        List<PredictionJob> jobs = isFolderOfScans() ? PredictionJob.in(scan.files().getFirst(), channels) : List.of(single(scan.scan()));
        return cases.resampled() ? jobs.stream().map(PredictionJob::withResampling).toList() : jobs;
    }

    /** Of the data set, for each fold of a run that is asked for the cases that its model hasn't seen. */
    List<PredictionGroup> groups(RunFolder run) throws IOException {
        Path place = data.place().orElseThrow(() -> new ParameterException(command.commandLine(),
                "--run: found no --cases, expected the data set that was trained on"));
        return PredictionGroup.outOfFold(run, data.read(place, run.splits()), cases::isAsked, cases.resampled());
    }

    private static PredictionJob single(ScanFiles scan) {
        String name = ResultNames.of(scan.files().getFirst());
        return new PredictionJob(name, scan, Predictor.stem(Path.of(""), scan).toString());
    }
}
