package dev.factorizer.io.datalist;

import dev.factorizer.io.files.FileKind;
import dev.factorizer.io.files.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads and writes lists of data sets; the form is recognized. Only names are read, no image: see {@code DataCheck} for what is in
 * them.
 *
 * <pre>{@code
 * DataList list = DataLists.read(Path.of("Task04_Hippocampus"));
 * Fold fold = Fold.of(list, 0);
 * }</pre>
 */
public final class DataLists {
    private static final String EXPECTED = "a data list in JSON";

    private DataLists() { }

    /**
     * Reads a data set.
     *
     * @param place a file of JSON, or a folder
     * @return what it says
     * @throws MalformedFileException if it is none of the {@linkplain DataListForm forms}, or its file is damaged
     * @throws IOException if it can't be read
     */
    public static DataList read(Path place) throws IOException {
        return read(place, DataListOptions.DEFAULT);
    }

    /**
     * Reads a data set.
     *
     * @param place a file of JSON, or a folder
     * @param options what the data set alone doesn't say
     * @return what it says; what is wrong with single cases is among its problems
     * @throws MalformedFileException if it is none of the {@linkplain DataListForm forms}, or its file is damaged
     * @throws IllegalArgumentException if the form has nothing to do with an option
     * @throws IOException if it can't be read
     */
    public static DataList read(Path place, DataListOptions options) throws IOException {
        FileKind.requireReachable(place);
        DataList list = Files.isDirectory(place) ? folder(place, options) : file(place, options);
        requireUsed(options, list);
        Optional<Path> splits = options.splits().isPresent() ? options.splits()
                : list.form() == DataListForm.NNUNET ? NnunetFolder.splits(list.source()) : Optional.empty();
        return splits.isPresent() ? SplitsFile.read(splits.get(), list) : list;
    }

    /** What was asked for in vain would be taken as done. */
    private static void requireUsed(DataListOptions options, DataList list) {
        boolean byContrast = EnumSet.of(DataListForm.BRATS, DataListForm.ISLES, DataListForm.BIDS).contains(list.form());
        if (!options.channels().isEmpty() && !byContrast) {
            throw unused(list, "channels " + String.join(", ", options.channels()) + " are chosen", "its own ones; leave the choice out"
                    + " (--channels)");
        }
        if (!options.label().isEmpty() && list.form() != DataListForm.BIDS) {
            throw unused(list, "the label " + options.label() + " is chosen", "its own one; leave the choice out (--label)");
        }
        if (options.base().isPresent() && list.form() != DataListForm.DECATHLON && list.form() != DataListForm.NNUNET) {
            throw unused(list, "the base folder " + options.base().get() + " is chosen", "none, as files are found and not listed; leave it"
                    + " out (--base)");
        }
    }

    private static IllegalArgumentException unused(DataList list, String found, String expected) {
        return new IllegalArgumentException(list.source() + ": is read as " + list.form().title() + ", but " + found + ", expected " + expected);
    }

    private static DataList folder(Path folder, DataListOptions options) throws IOException {
        Path description = folder.resolve(NnunetFolder.DESCRIPTION);
        if (Files.isRegularFile(description)) {
            return file(description, options);
        }
        for (Reader reader : List.<Reader>of(IslesFolder::read, BratsFolder::read, BidsFolder::read,
                (place, _) -> PairedFolders.read(place), (place, _) -> TruthsBeside.read(place), (place, _) -> PairedFolders.images(place))) {
            Optional<DataList> list = reader.read(folder, options);
            if (list.isPresent()) {
                return UnlabeledFields.read(list.get(), new JsonFields(folder, "", Map.of()), options.unlabeled());
            }
        }
        throw new MalformedFileException(folder, "is no data set, expected one of: " + forms());
    }

    /** A layout: empty if it is another one. */
    @FunctionalInterface
    private interface Reader {
        Optional<DataList> read(Path place, DataListOptions options) throws IOException;
    }

    private static DataList file(Path file, DataListOptions options) throws IOException {
        FileKind.requireRegular(file, "a folder with a data set, or a list of one in JSON");
        JsonFields root = JsonFields.read(file, EXPECTED);
        if (NnunetFolder.isOne(root)) {
            return UnlabeledFields.read(NnunetFolder.read(root, options), root, options.unlabeled());
        }
        if (DecathlonList.isOne(root)) {
            return UnlabeledFields.read(DecathlonList.read(root, options), root, options.unlabeled());
        }
        throw new MalformedFileException(file, "has the fields " + root.tree().keySet() + ", expected a list \"training\", \"validation\" or"
                + " \"test\", as of the Decathlon or MONAI, or \"channel_names\" and \"file_ending\", as of nnU-Net");
    }

    private static String forms() {
        return Arrays.stream(DataListForm.values()).map(form -> form.title() + " (" + form.expected() + ")")
                .collect(Collectors.joining("; "));
    }

    /**
     * Writes a list as the Decathlon and MONAI have it, with folds, ids and subjects. Files in the list's folder or below it are named
     * relative to it, others by absolute paths.
     *
     * @param list the list
     * @param file where to, whole or not at all
     * @throws IOException if it can't be written
     */
    public static void writeDecathlon(DataList list, Path file) throws IOException {
        DecathlonList.write(list, file);
    }

    /**
     * Writes the {@code dataset.json} of nnU-Net, which names the files of all training cases. Their splits, if there are any, are
     * written beside it as {@code splits_final.json}.
     *
     * @param list the list
     * @param file where to, whole or not at all
     * @throws IllegalArgumentException if channels have no names, or there is no training case
     * @throws IOException if it can't be written
     */
    public static void writeNnunet(DataList list, Path file) throws IOException {
        NnunetFolder.write(list, file);
        List<Split> splits = list.splits().isEmpty() ? Folds.splits(list) : list.splits();
        if (!splits.isEmpty()) {
            SplitsFile.write(splits, file.resolveSibling(SplitsFile.NAME));
        }
    }

    /**
     * Divides a data set as a file of splits says.
     *
     * @param list the data set
     * @param file as {@link #writeSplits} and nnU-Net write it
     * @return the data set with these splits; what is wrong with them is among its problems
     * @throws MalformedFileException if it is no such file
     * @throws IOException if it can't be read
     */
    public static DataList withSplits(DataList list, Path file) throws IOException {
        return SplitsFile.read(file, list);
    }

    /**
     * Writes how a data set is divided, in the form of nnU-Net's {@code splits_final.json}.
     *
     * @param list a data set with folds
     * @param file where to, whole or not at all
     * @throws IllegalArgumentException if it has no folds
     * @throws IOException if it can't be written
     */
    public static void writeSplits(DataList list, Path file) throws IOException {
        List<Split> splits = list.splits().isEmpty() ? Folds.splits(list) : list.splits();
        if (splits.isEmpty()) {
            throw new IllegalArgumentException("data list " + list.name() + ": has no folds to write, expected some; divide it by Folds");
        }
        SplitsFile.write(splits, file);
    }
}
