package dev.factorizer.io.datalist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * ISLES 2022 (Hernandez Petzsche et al. 2022): {@code {S}/ses-0001/dwi/{S}_ses-0001_{dwi,adc}.nii.gz} as it is downloaded and as the
 * authors' recipes read it, or {@code rawdata/{S}/ses-0001/{S}_ses-0001_{dwi,adc,flair}.nii.gz} as in the challenge's repository; the
 * lesion is {@code derivatives/{S}/ses-0001/{S}_ses-0001_msk.nii.gz}. The channels are DWI and ADC, in this order. FLAIR lies on
 * another grid, so it is one only where it is asked for.
 */
final class IslesFolder {
    private static final List<String> DEFAULT_CONTRASTS = List.of("dwi", "adc");
    private static final List<String> ENDINGS = List.of(".nii.gz", ".nii");
    private static final LabelScheme LABELS = LabelScheme.classes(List.of("background", "lesion"));

    private final Path root;
    private final Folder folder = new Folder();
    private final Gathering found;
    private final List<String> contrasts;

    private IslesFolder(Path root, DataListOptions options) {
        this.root = root;
        this.found = new Gathering(DataListForm.ISLES, root);
        this.contrasts = options.channels().isEmpty() ? DEFAULT_CONTRASTS
                : options.channels().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    static Optional<DataList> read(Path root, DataListOptions options) throws IOException {
        IslesFolder reader = new IslesFolder(root, options);
        boolean known = false;
        for (Path subject : reader.subjects()) {
            for (Path session : reader.folder.folders(subject)) {
                known |= reader.session(subject, session);
            }
        }
        return known ? Optional.of(reader.found.list(Gathering.name(root),
                reader.contrasts.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList(), LABELS, reader.folder)) : Optional.empty();
    }

    private List<Path> subjects() throws IOException {
        List<Path> raw = folder.folders(root.resolve("rawdata"));
        return (raw.isEmpty() ? folder.folders(root) : raw).stream().filter(name -> name.getFileName().toString().startsWith("sub-"))
                .toList();
    }

    /** Whether it has what only this layout has: an ADC map beside the DWI, or a mask named msk. */
    private boolean session(Path subject, Path session) throws IOException {
        String id = subject.getFileName() + "_" + session.getFileName();
        List<Path> files = new ArrayList<>(folder.images(session));
        for (Path below : folder.folders(session)) {
            files.addAll(folder.images(below));
        }
        Path masks = root.resolve("derivatives").resolve(subject.getFileName()).resolve(session.getFileName());
        Optional<Path> mask = file(folder.images(masks), id, "msk");
        if (file(files, id, "adc").isEmpty() && mask.isEmpty()) {
            return false;
        }
        List<Path> images = new ArrayList<>();
        for (String contrast : contrasts) {
            images.add(file(files, id, contrast).orElse(session.resolve(id + "_" + contrast + ".nii.gz")));
        }
        boolean anyMasks = !folder.folders(root.resolve("derivatives")).isEmpty();
        Optional<Path> label = mask.isPresent() || !anyMasks ? mask : Optional.of(masks.resolve(id + "_msk.nii.gz"));
        found.add(new DataCase(id, subject.getFileName().toString(), label.isPresent() ? CasePart.TRAINING : CasePart.TEST, images,
                label, OptionalInt.empty()));
        return true;
    }

    private static Optional<Path> file(List<Path> files, String id, String contrast) {
        return ENDINGS.stream().map(ending -> id + "_" + contrast + ending).flatMap(name -> files.stream()
                .filter(file -> file.getFileName().toString().equalsIgnoreCase(name))).findFirst();
    }
}
