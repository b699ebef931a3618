package dev.factorizer.examples.cli;

import dev.factorizer.io.datalist.DataList;
import dev.factorizer.io.datalist.DataListOptions;
import dev.factorizer.io.datalist.DataLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A data set behind an option, and what it alone doesn't say. */
final class DataOptions {
    /** What folders of data sets are described by. */
    private static final List<String> DESCRIPTIONS = List.of("dataset.json", "splits_final.json", "unlabeled.json",
            "dataset_description.json");

    private DataListOptions options = DataListOptions.DEFAULT;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--cases", paramLabel = "DATA", description = "A data set: a folder or a list in JSON, as \"check\" recognizes it.")
    private Path place;

    /** Filled by picocli. */
    DataOptions() { }

    @Option(names = "--base", paramLabel = "DIR", description = "What files in a list are relative to. Default: the list's own folder.")
    void base(Path folder) {
        options = options.withBase(folder);
    }

    @Option(names = "--splits", paramLabel = "FILE", description = "Which cases belong to which fold, as nnU-Net's splits_final.json says"
            + " it. Default: that file beside nnU-Net's dataset.json, if there is one.")
    void splits(Path file) {
        options = options.withSplits(file);
    }

    @Option(names = "--allow-outside", description = "A list may name files outside of its base folder, by absolute paths or by \"..\".")
    void outside(boolean allowed) {
        options = allowed ? options.withFilesOutside() : options;
    }

    @Option(names = "--channels", paramLabel = "NAME", split = ",", description = "Of data sets that name their images by contrast (BraTS,"
            + " ISLES, BIDS): which are the channels, in order, separated by commas.")
    void channels(List<String> names) {
        try {
            options = options.withChannels(names);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--channels " + String.join(",", names) + ": expected different names", e);
        }
    }

    @Option(names = "--label", paramLabel = "NAME", description = "Of BIDS data sets with several labels: how the name of the right one"
            + " ends, such as label-lesion_mask.")
    void label(String ending) {
        options = options.withLabel(ending);
    }

    /** For commands that learn of the cases. */
    void unlabeled(Path file) {
        options = options.withUnlabeled(file);
    }

    /** Where it is; empty if it wasn't named. */
    Optional<Path> place() {
        return Optional.ofNullable(place);
    }

    /** Reads a data set with these options. */
    DataList read(Path place) throws IOException {
        return DataLists.read(place, options);
    }

    /** Reads a data set with these options, divided as another file says unless one of the options does. */
    DataList read(Path place, Path splits) throws IOException {
        return DataLists.read(place, options.splits().isPresent() ? options : options.withSplits(splits));
    }

    /** All files that were read of a data set, or will be: none of them may be written over. */
    List<Path> files(DataList list) {
        Path folder = Files.isDirectory(list.source()) ? list.source() : list.source().toAbsolutePath().getParent();
        Stream<Path> described = DESCRIPTIONS.stream().map(folder::resolve);
        return Stream.of(Stream.of(list.source()), options.splits().stream(), options.unlabeled().stream(), described, list.cases().stream().flatMap(one ->
                Stream.concat(one.images().stream(), one.label().stream()))).flatMap(Function.identity()).toList();
    }
}
