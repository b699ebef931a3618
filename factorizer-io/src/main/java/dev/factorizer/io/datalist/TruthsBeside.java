package dev.factorizer.io.datalist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cases as the demonstration writes them: the truth of {@code NAME.nii.gz}, which holds all channels, or of a folder {@code NAME} with
 * DICOM files, is {@code NAME_truth.nii.gz} beside it, in the folder or in one below it.
 */
final class TruthsBeside {
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");

    private final Path root;
    private final Folder folder = new Folder();
    private final Gathering found;

    private TruthsBeside(Path root) {
        this.root = root;
        this.found = new Gathering(DataListForm.TRUTHS, root);
    }

    static Optional<DataList> read(Path root) throws IOException {
        TruthsBeside reader = new TruthsBeside(root);
        for (Path below : reader.folder.folders(root)) {
            reader.gather(below);
        }
        reader.gather(root);
        return reader.found.cases().isEmpty() ? Optional.empty()
                : Optional.of(reader.found.list(Gathering.name(root), List.of(), LabelScheme.UNKNOWN, reader.folder));
    }

    private void gather(Path place) throws IOException {
        for (Path truth : folder.images(place)) {
            for (String ending : ENDINGS) {
                String name = truth.getFileName().toString();
                if (name.endsWith("_truth" + ending)) {
                    add(truth, name.substring(0, name.length() - "_truth".length() - ending.length()));
                }
            }
        }
    }

    /** An image that is missing is still that of a case, to be reported with all other problems. */
    private void add(Path truth, String name) {
        Path image = truth.resolveSibling(name + ENDINGS.getFirst());
        for (String ending : ENDINGS.reversed()) {
            Path candidate = truth.resolveSibling(name + ending);
            image = Files.exists(candidate) ? candidate : image;
        }
        Path series = truth.resolveSibling(name);
        if (!Files.exists(image) && Files.isDirectory(series)) {
            image = series;
        }
        String id = ListedFiles.withSlashes(root.relativize(series));
        found.add(new DataCase(id, id, CasePart.TRAINING, List.of(image), Optional.of(truth), OptionalInt.empty()));
    }
}
