package dev.factorizer.io.datalist;

import dev.factorizer.io.files.ImageNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Images in one folder and labels of the same names in another; or images alone. A folder with DICOM files is an image of the folder's
 * name. Where all images are named {@code NAME_0000}, {@code
 * NAME_0001} and so on, those of one name are the channels of a case.
 */
final class PairedFolders {
    /** Names of the two folders, and of those of images without labels. */
    private record Names(String images, String labels, CasePart part) { }

    private static final List<Names> KNOWN = List.of(new Names("images", "labels", CasePart.TRAINING),
            new Names("imagesTr", "labelsTr", CasePart.TRAINING), new Names("imagesVal", "labelsVal", CasePart.VALIDATION),
            new Names("imagesTs", "labelsTs", CasePart.TEST), new Names("image", "label", CasePart.TRAINING),
            new Names("images", "masks", CasePart.TRAINING), new Names("images", "segmentations", CasePart.TRAINING),
            new Names("Original", "Ground truth", CasePart.TRAINING));

    private final Folder folder = new Folder();
    private final Gathering found;
    private int channels;

    private PairedFolders(DataListForm form, Path root) {
        this.found = new Gathering(form, root);
    }

    /** A pair of folders, or several. */
    static Optional<DataList> read(Path root) throws IOException {
        PairedFolders reader = new PairedFolders(DataListForm.FOLDERS, root);
        boolean known = false;
        for (Names names : KNOWN) {
            Path images = root.resolve(names.images());
            Path labels = root.resolve(names.labels());
            if (Files.isDirectory(images) && (Files.isDirectory(labels) || known && names.part() == CasePart.TEST)) {
                reader.pair(images, labels, names.part());
                known = true;
            }
        }
        return known && !reader.found.cases().isEmpty() ? Optional.of(reader.list(root)) : Optional.empty();
    }

    /** Images without labels. */
    static Optional<DataList> images(Path root) throws IOException {
        PairedFolders reader = new PairedFolders(DataListForm.IMAGES, root);
        reader.pair(root, root.resolve("labels"), CasePart.TEST);
        return reader.found.cases().isEmpty() ? Optional.empty() : Optional.of(reader.list(root));
    }

    private DataList list(Path root) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            names.add("channel " + i);
        }
        return found.list(Gathering.name(root), names, LabelScheme.UNKNOWN, folder);
    }

    private void pair(Path images, Path labels, CasePart part) throws IOException {
        Map<String, Path> truths = new TreeMap<>();
        for (Path label : folder.images(labels)) {
            put(truths, ImageNames.stem(label), label);
        }
        Map<String, List<Path>> cases = cases(folder.scans(images), truths.keySet());
        TreeSet<String> ids = new TreeSet<>(cases.keySet());
        ids.addAll(truths.keySet());
        for (String id : ids) {
            Optional<Path> label = Optional.ofNullable(truths.get(id));
            if (!cases.containsKey(id)) {
                found.fault(label.orElseThrow(), "has no image of the same name in " + images);
                continue;
            }
            if (label.isEmpty() && part != CasePart.TEST) {
                found.fault(cases.get(id).getFirst(), "has no label of the same name in " + labels);
            }
            found.add(new DataCase(id, id, part, cases.get(id), label, OptionalInt.empty()));
        }
    }

    /**
     * Whether names have numbers of channels: all must have one, and one of them that of a first channel. Where a label has a
     * number as well, it counts cases.
     */
    private static boolean isNumbered(List<Path> images, Set<String> labels) {
        List<String> stems = images.stream().map(ImageNames::stem).toList();
        return stems.stream().allMatch(stem -> ChannelName.of(stem).isPresent()) && stems.stream().noneMatch(labels::contains)
                && stems.stream().anyMatch(stem -> stem.endsWith("_0000"));
    }

    /** All images by their case. */
    private Map<String, List<Path>> cases(List<Path> images, Set<String> labels) {
        Map<String, List<Path>> cases = new LinkedHashMap<>();
        if (!isNumbered(images, labels)) {
            Map<String, Path> single = new LinkedHashMap<>();
            images.forEach(image -> put(single, ImageNames.stem(image), image));
            single.forEach((id, image) -> cases.put(id, List.of(image)));
            return cases;
        }
        Map<String, Map<Integer, Path>> byChannel = new TreeMap<>();
        for (Path image : images) {
            ChannelName channel = ChannelName.of(ImageNames.stem(image)).orElseThrow();
            byChannel.computeIfAbsent(channel.name(), _ -> new TreeMap<>()).put(channel.number(), image);
        }
        channels = Math.max(channels, byChannel.values().stream().mapToInt(Map::size).max().orElse(0));
        byChannel.forEach((id, files) -> {
            for (int i = 0; i < channels; i++) {
                if (!files.containsKey(i)) {
                    found.fault(files.values().iterator().next(), "is of case " + id + ", which has the channels " + files.keySet()
                            + ", expected 0 to " + (channels - 1));
                    break;
                }
            }
            cases.put(id, List.copyOf(files.values()));
        });
        return cases;
    }

    private void put(Map<String, Path> files, String name, Path file) {
        Path other = files.putIfAbsent(name, file);
        if (other != null) {
            found.fault(file, "has the same name as " + other.getFileName() + " beside it; keep one of them");
        }
    }
}
