package dev.factorizer.io.datalist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BraTS since 2023: a folder for each scan with {@code {ID}-{t1n,t1c,t2w,t2f,seg}.nii.gz}; directly in the folder, or in folders such
 * as {@code ASNR-MICCAI-BraTS2023-GLI-Challenge-TrainingData} and {@code …ValidationData}; or one such folder. The channels are T1,
 * contrast-enhanced T1, T2 and FLAIR, in the order of the authors' recipes. The last number of an ID counts the scans of a patient.
 */
final class BratsFolder {
    private static final Map<String, String> CONTRASTS = new LinkedHashMap<>();
    private static final Pattern FILE = Pattern.compile("(.+)-(t1n|t1c|t2w|t2f|seg)(\\.nii(\\.gz)?)");
    private static final Pattern SCAN = Pattern.compile("(.+-\\d+)-\\d{3}");
    private static final LabelScheme LABELS = LabelScheme.classes(List.of("background", "necrotic tumor core", "edema",
            "enhancing tumor"));

    static {
        CONTRASTS.put("t1n", "T1");
        CONTRASTS.put("t1c", "T1c");
        CONTRASTS.put("t2w", "T2");
        CONTRASTS.put("t2f", "FLAIR");
    }

    private final Folder folder = new Folder();
    private final Gathering found;
    private final List<String> contrasts;

    private BratsFolder(Path root, DataListOptions options) {
        this.found = new Gathering(DataListForm.BRATS, root);
        this.contrasts = options.channels().isEmpty() ? List.copyOf(CONTRASTS.keySet())
                : options.channels().stream().map(name -> contrast(name, root)).toList();
    }

    private static String contrast(String name, Path root) {
        for (Map.Entry<String, String> contrast : CONTRASTS.entrySet()) {
            if (name.equalsIgnoreCase(contrast.getKey()) || name.equalsIgnoreCase(contrast.getValue())) {
                return contrast.getKey();
            }
        }
        throw new IllegalArgumentException(root + ": found no channel \"" + name + "\", expected some of "
                + String.join(", ", CONTRASTS.keySet()));
    }

    static Optional<DataList> read(Path root, DataListOptions options) throws IOException {
        // Whether it is one is seen before channels are asked for: they may be those of another layout.
        if (!new BratsFolder(root, DataListOptions.DEFAULT).gather(root)) {
            return Optional.empty();
        }
        BratsFolder reader = new BratsFolder(root, options);
        reader.gather(root);
        return Optional.of(reader.found.list(Gathering.name(root), reader.contrasts.stream().map(CONTRASTS::get).toList(), LABELS,
                reader.folder));
    }

    private boolean gather(Path root) throws IOException {
        scan(root, Optional.empty());
        for (Path below : folder.folders(root)) {
            if (!scan(below, Optional.empty())) {
                for (Path scan : folder.folders(below)) {
                    scan(scan, part(below));
                }
            }
        }
        return !found.cases().isEmpty();
    }

    /** Of the challenges' validation data, labels are not given out. */
    private static Optional<CasePart> part(Path folder) {
        String name = folder.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.contains("training") ? Optional.of(CasePart.TRAINING)
                : name.contains("validation") || name.contains("test") ? Optional.of(CasePart.TEST) : Optional.empty();
    }

    private boolean scan(Path scan, Optional<CasePart> part) throws IOException {
        Map<String, Map<String, Path>> ids = new LinkedHashMap<>();
        for (Path file : folder.images(scan)) {
            Matcher matcher = FILE.matcher(file.getFileName().toString());
            if (matcher.matches()) {
                Path twice = ids.computeIfAbsent(matcher.group(1), _ -> new LinkedHashMap<>()).put(matcher.group(2), file);
                if (twice != null) {
                    found.warning(file, "is used, not " + twice.getFileName() + " beside it");
                }
            }
        }
        ids.forEach((id, files) -> add(scan, id, files, part));
        return !ids.isEmpty();
    }

    private void add(Path scan, String id, Map<String, Path> files, Optional<CasePart> part) {
        String ending = files.values().iterator().next().getFileName().toString().endsWith(".gz") ? ".nii.gz" : ".nii";
        List<Path> images = new ArrayList<>();
        contrasts.forEach(contrast -> images.add(files.getOrDefault(contrast, scan.resolve(id + "-" + contrast + ending))));
        CasePart use = part.orElse(files.containsKey("seg") ? CasePart.TRAINING : CasePart.TEST);
        Optional<Path> label = files.containsKey("seg") ? Optional.of(files.get("seg"))
                : use == CasePart.TRAINING ? Optional.of(scan.resolve(id + "-seg" + ending)) : Optional.empty();
        Matcher subject = SCAN.matcher(id);
        found.add(new DataCase(id, subject.matches() ? subject.group(1) : id, use, images, label, OptionalInt.empty()));
    }
}
